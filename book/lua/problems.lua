-- problems.lua - everything that is wrong with the lessons, told at once.
local problems = { list = {} }

-- One problem: where (file below the root, line) and one clear sentence.
function problems.add(file, line, sentence)
  problems.list[#problems.list + 1] =
    { file = file, line = line or 1, text = sentence, at = #problems.list }
end

local function earlier(a, b)
  if a.file ~= b.file then return a.file < b.file end
  if a.line ~= b.line then return a.line < b.line end
  return a.at < b.at
end

-- Print what was found and stop; return when nothing was found.
function problems.stop_if_any()
  local list = problems.list
  if #list == 0 then return end
  table.sort(list, earlier)
  for _, p in ipairs(list) do
    io.stderr:write(('%s:%d: %s\n'):format(p.file, p.line, p.text))
  end
  io.stderr:write(('book: %d problem%s, nothing was built\n'):format(
    #list, #list == 1 and '' or 's'))
  os.exit(1)
end

return problems
