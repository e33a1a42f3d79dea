-- transcript.lua - console fences: which lines the reader types, which the
-- computer prints, and whether the printed ones keep the program's contract.
local files = require 'files'
local transcript = {}

-- The command that judges; 'none' where no command can be run (the tests
-- under a pandoc without processes).
transcript.tool = 'build/bin/contract'

-- The lines of a fence as {typed, text}; a typed line that ends in \ goes on.
function transcript.lines(fence)
  local lines, more = {}, false
  for n, text in ipairs(fence.body) do
    local typed = more or text:match('^%$ ') ~= nil
    lines[n] = { typed = typed, text = text }
    more = typed and text:match('\\$') ~= nil
  end
  return lines
end

-- What was printed, as one text; '' when nothing was.
function transcript.output(fence)
  local out = {}
  for _, line in ipairs(transcript.lines(fence)) do
    if not line.typed then out[#out + 1] = line.text .. '\n' end
  end
  return table.concat(out)
end

local function quoted(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- expect=NAME or NAME.CASE -> NAME.expect's path, the case's name.
function transcript.contract(lesson, fence)
  local name, case = fence.attributes.expect:match('^([^.]+)%.?(.*)$')
  if not name then return nil end
  return lesson:program(name .. '.expect'), case ~= '' and case or name
end

-- Nil when the output keeps the contract, else the reason.
function transcript.judge(lesson, fence)
  if transcript.tool == 'none' then return nil end
  local path, case = transcript.contract(lesson, fence)
  if not path or not files.exists(lesson.root .. '/' .. path) then
    return 'there is no contract ' .. (path or fence.attributes.expect)
  end
  local words = { quoted(transcript.tool), '--text',
                  quoted(lesson.root .. '/' .. path), quoted(case) }
  for _, key in ipairs(fence.keys) do
    if key ~= 'expect' then
      words[#words + 1] = quoted(key .. '=' .. fence.attributes[key])
    end
  end
  local input, answer = os.tmpname(), os.tmpname()
  files.write(input, transcript.output(fence))
  local done = os.execute(table.concat(words, ' ') .. ' <' .. quoted(input)
                          .. ' >' .. quoted(answer) .. ' 2>&1')
  local reason = files.read(answer) or ''
  os.remove(input)
  os.remove(answer)
  if done then return nil end
  reason = reason:gsub('%s+$', ''):gsub('\n', '; ')
  return ('the transcript does not keep its contract %s: %s'):format(
    path, reason ~= '' and reason or 'no reason was given')
end

-- The sentence a contract implies ("Lines may come in any order."), or nil.
function transcript.sentence(lesson, fence)
  if transcript.tool == 'none' or not fence.attributes.expect then return nil end
  local path, case = transcript.contract(lesson, fence)
  local pipe = io.popen(table.concat({ quoted(transcript.tool), '--sentence',
    quoted(lesson.root .. '/' .. path), quoted(case) }, ' '))
  local text = pipe:read('a'):gsub('^%s+', ''):gsub('%s+$', '')
  pipe:close()
  return text ~= '' and text or nil
end

-- Such sentences in the language of the lesson.
function transcript.say(lesson, sentences)
  return (sentences:gsub('%S[^.]*%.', function(one) return lesson:say(one) end))
end

return transcript
