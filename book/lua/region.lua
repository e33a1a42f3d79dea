-- region.lua - the named regions of a source file.
--
-- A region is what stands between the comment lines
--     // ANCHOR: name
--     // ANCHOR_END: name
-- (# instead of // in shell and Python).  Regions are never nested.
local files = require 'files'
local region = {}

local OPEN = '^%s*[/#]+%s*ANCHOR:%s*([%w_-]+)%s*$'
local CLOSE = '^%s*[/#]+%s*ANCHOR_END:%s*([%w_-]+)%s*$'

-- A file's lines, its regions {name = {first, last}} and what is wrong with
-- its markers {{line, sentence}}.
local function parse(text)
  local source = { lines = files.lines(text), regions = {}, faults = {} }
  local name, first
  local function fault(line, ...)
    table.insert(source.faults, { line = line, text = string.format(...) })
  end
  for n, line in ipairs(source.lines) do
    local a, z = line:match(OPEN), line:match(CLOSE)
    if a and name then
      fault(n, 'region "%s" begins inside region "%s"', a, name)
    elseif a then
      if source.regions[a] then fault(n, 'region "%s" begins twice', a) end
      name, first = a, n + 1
    elseif z and z ~= name then
      fault(n, 'region "%s" ends but did not begin', z)
    elseif z then
      source.regions[z] = { first = first, last = n - 1, used = false }
      name = nil
    elseif line:match('ANCHOR') and not a then
      fault(n, 'a region marker is a line of its own, // ANCHOR: name or '
        .. '// ANCHOR_END: name')
    end
  end
  if name then fault(first - 1, 'region "%s" does not end', name) end
  return source
end

local cache = {}

-- The parsed source file at `path`, or nil when there is none.
function region.source(path)
  if cache[path] == nil then
    local text = files.read(path)
    cache[path] = text and parse(text) or false
  end
  return cache[path] or nil
end

-- Lines first..last without markers, outer blank lines and common indent.
local function cut(lines, first, last)
  while first < last and not lines[first]:match('%S') do first = first + 1 end
  while last > first and not lines[last]:match('%S') do last = last - 1 end
  local kept, indent = {}, math.huge
  for n = first, last do
    local line = lines[n]
    if not (line:match(OPEN) or line:match(CLOSE)) then
      kept[#kept + 1] = line
      if line:match('%S') then indent = math.min(indent, #line:match('^ *')) end
    end
  end
  if indent == math.huge then indent = 0 end
  for n, line in ipairs(kept) do
    kept[n] = line:match('%S') and line:sub(indent + 1) or ''
  end
  return { lines = kept, first = first, last = last }
end

-- What a fence quotes: {lines, first, last}, or nil and a sentence.  Without
-- a region's name it is the whole file.
function region.quote(path, name)
  local source = region.source(path)
  if not source then return nil, 'there is no file ' .. path end
  if not name then return cut(source.lines, 1, #source.lines) end
  local found = source.regions[name]
  if not found then
    return nil, ('there is no region "%s" in %s'):format(name, path)
  end
  found.used = true
  return cut(source.lines, found.first, found.last)
end

return region
