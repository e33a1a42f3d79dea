-- machines.lua - one problem, three machines: the programs that solve the
-- same problem with processes, threads and ranks, side by side, with the
-- lines marked that only one of them has.
local files = require 'files'
local html = require 'html'
local region = require 'region'
local machines = {}

local PAGE = 'three-machines.html'
local PROBLEMS = {
  { id = 'pi', title = 'π: share the darts, add up the hits', machines = {
    { 'Processes', 'fork', 'chapters/02-pool-of-workers/pi_fork.c' },
    { 'Threads', 'pthread', 'chapters/02-pool-of-workers/pi_pthread.c' },
    { 'Ranks', 'MPI', 'chapters/05-pi-over-mpi/pi_mpi_allreduce.c' } } },
  { id = 'pool-map', title = 'Pool.map: one function, many inputs', machines = {
    { 'Processes', 'fork', 'chapters/02-pool-of-workers/pool_map.c' },
    { 'Threads', 'pthread', 'chapters/02-pool-of-workers/pool_threads.c' } } } }

-- The program below its first comment, without region markers.
local function code_of(path)
  local source = region.source(path)
  if not source then return nil end
  local whole = region.quote(path).lines
  local out, inside = {}, whole[1]:match('^/%*') ~= nil
  for _, line in ipairs(whole) do
    if not inside and (#out > 0 or line:match('%S')) then out[#out + 1] = line end
    if inside and line:match('%*/%s*$') then inside = false end
  end
  return out
end

-- What a line says, whatever its indent; nil if it holds no word.
local function says(line)
  return line:match('[%w]') and line:gsub('^%s+', ''):gsub('%s+$', '')
end

local function in_all(texts)
  local times = {}
  for _, text in ipairs(texts) do
    local seen = {}
    for _, line in ipairs(text) do
      local words = says(line)
      if words and not seen[words] then
        seen[words], times[words] = true, (times[words] or 0) + 1
      end
    end
  end
  return function(line) return not says(line) or times[says(line)] == #texts end
end

local function column(problem, machine, text, shared)
  local id = problem.id .. '-' .. machine[2]
  local code = html.write { pandoc.CodeBlock(table.concat(text, '\n'),
    pandoc.Attr(id, { 'c' }, { { 'startFrom', '1' }, { 'tabindex', '0' },
      { 'role', 'group' }, { 'aria-label', machine[1] .. ': ' .. problem.id } })) }
  local own = 0
  code = code:gsub('class="ln" id="[^"]*%-(%d+)"', function(n)
    if not shared(text[tonumber(n)]) then
      own = own + 1
      return ('class="ln own" id="%s-%s"'):format(id, n)
    end
  end)
  return ('<figure class="machine"><figcaption><b>%s</b> <code>%s</code>'
    .. '<span>%d lines, %d of them not in all</span></figcaption>%s</figure>')
    :format(machine[1], machine[3]:match('[^/]+$'), #text, own, code)
end

-- The problems with the machines whose programs are there, two at least.
local function found(book)
  local out = {}
  for _, problem in ipairs(PROBLEMS) do
    local here, texts = {}, {}
    for _, machine in ipairs(problem.machines) do
      local text = code_of(files.normal(book.root .. '/' .. machine[3]))
      if text then
        here[#here + 1], texts[#texts + 1] = machine, text
      end
    end
    if #here > 1 then
      out[#out + 1] = { problem = problem, machines = here, texts = texts }
    end
  end
  return out
end

function machines.entry(book)
  if #found(book) == 0 then return nil end
  return { page = PAGE, title = 'One problem, three machines',
    about = 'the same program with processes, threads and ranks, side by side' }
end

function machines.write(site)
  local out = {}
  for _, group in ipairs(found(site.book)) do
    local shared, columns = in_all(group.texts), {}
    for k, machine in ipairs(group.machines) do
      columns[k] = column(group.problem, machine, group.texts[k], shared)
    end
    out[#out + 1] = ('<h2 id="%s">%s</h2><div class="machines of-%d">%s</div>')
      :format(group.problem.id, group.problem.title, #columns,
        table.concat(columns, '\n'))
  end
  if #out == 0 then return end
  site:page(PAGE, { title = 'One problem, three machines', class = 'wide',
    head = '<h1>One problem, three machines</h1><p class="question">What changes '
      .. 'when the workers are processes, threads or ranks?</p><p>The programs '
      .. 'of the lessons, below their first comments. A bar marks each line that '
      .. 'is not in all of them; what has no bar is the problem itself.</p>',
    body = table.concat(out, '\n'), steps = '' })
end

return machines
