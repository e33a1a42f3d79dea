-- fold.lua - a wide picture of a run, in two rows for paper.
--
-- build/observe draws a run in one row, however long: lanes with their names
-- at the left, bars from left to right, a legend below.  Across a page the
-- letters of a long run would be too small to read.  So the row is cut where
-- no bar stands, and its second half goes below the first, behind the names.
local TOP = 35       -- pixels: the title is above, the lanes are below
local LEGEND = 20    -- the height of a line of the legend
local PATTERN = { name = '^<circle class="f%d" cx="26"',
  legend = '^<text class="soft" x="%d+" y="%d+" font%-size="12"' }

-- The picture's lines by what they are: lane names, legend, all else.
local function sorted(text)
  local of = { name = {}, legend = {}, run = {} }
  text = text:gsub('<g>.-</g>', function(group) return (group:gsub('\n', '')) end)
  for line in text:gmatch('[^\n]+') do
    local kind = line:match(PATTERN.name) and 'name'
      or line:match(PATTERN.legend) and 'legend' or 'run'
    table.insert(of[kind], line)
  end
  return of
end

-- The bars as {left, right}; pale ones only wait and may be cut.
local function bars(run)
  local out = {}
  for _, line in ipairs(run) do
    for x, width, rest in line:gmatch('<rect class="%w+" x="(%d+)" y="%d+" width="(%d+)"([^>]*)>') do
      if not rest:find('opacity', 1, true) then
        out[#out + 1] = { tonumber(x), tonumber(x) + tonumber(width) }
      end
    end
  end
  return out
end

-- Where to cut so that both rows are about equally wide.
local function cut_of(all, names, width)
  local best
  for _, bar in ipairs(all) do
    local x, free = bar[1] - 13, true
    for _, other in ipairs(all) do
      free = free and (x <= other[1] - 6 or x >= other[2] + 6)
    end
    local wide = math.max(x, names + width - x)
    if free and (not best or wide < best.wide) then best = { x = x, wide = wide } end
  end
  return best
end

-- The legend below the rows, in lines no wider than the picture.
local function legend(lines, width, y)
  local out, x, last = {}, 14, nil
  for k, line in ipairs(lines) do
    local at = tonumber(line:match('x="(%d+)"'))
    local following = lines[k + 1] and tonumber(lines[k + 1]:match('x="(%d+)"'))
    local long = following and following > at and following - at or 170
    if x + long > width and x > 14 then x, y = 14, y + LEGEND end
    out[#out + 1] = line:gsub('x="%d+" y="%d+"', ('x="%d" y="%d"'):format(x, y), 1)
    x, last = x + long, y
  end
  return table.concat(out, '\n'), last
end

local function window(x, y, width, height, left, inside)
  return ('<svg x="%d" y="%d" width="%d" height="%d" viewBox="%d %d %d %d">%s</svg>')
    :format(x, y, width, height, left, TOP, width, height, inside)
end

-- The text of the picture in two rows and its width, or nil when it is none
-- of a run.
return function(text, width)
  local head, body = text:match('^(.-<rect class="panel".->\n.-\n)(.*)</svg>')
  if not head then return nil end
  local of = sorted(body)
  local all = bars(of.run)
  if #of.name == 0 or #of.legend == 0 or #all == 0 then return nil end
  local names = width
  for _, bar in ipairs(all) do names = math.min(names, bar[1] - 8) end
  local cut = cut_of(all, names, width)
  local left, right = {}, {}
  for _, line in ipairs(of.run) do
    local bar = line:match('^<g>') and bars { line }[1]
    if not (bar and bar[1] > cut.x) or line:find('opacity', 1, true) then
      left[#left + 1] = line
    end
    if not (bar and bar[2] < cut.x) then right[#right + 1] = line end
  end
  local row = tonumber(of.legend[1]:match('y="(%d+)"')) - LEGEND - TOP
  local lanes = table.concat(of.name, '\n')
  local below, last = legend(of.legend, cut.wide, TOP + 2 * row + LEGEND)
  local height = last + 14
  head = head:gsub('width="%d+" height="%d+" viewBox="[^"]*"',
      ('width="%d" height="%d" viewBox="0 0 %d %d"'):format(cut.wide, height,
      cut.wide, height), 1)
    :gsub('(<rect class="panel"[^>]*) width="%d+" height="%d+"',
      ('%%1 width="%d" height="%d"'):format(cut.wide - 1, height - 1), 1)
  return table.concat({ head, window(0, TOP, cut.x, row, 0,
      lanes .. table.concat(left, '\n')),
    window(0, TOP + row, names, row, 0, lanes),
    window(names, TOP + row, width - cut.x, row, cut.x,
      table.concat(right, '\n')), below, '</svg>' },
    '\n'), cut.wide
end
