-- quiz.lua - predictions with answers to choose from.
--
-- A note that holds a list of `- [ ] answer` asks for the next run of the
-- lesson.  Nobody writes down which answer is right: it is the one that the
-- run prints, and every build compares the run with the program's contract.
-- An answer that begins with `12 lines` is right when the run prints so many.
local html = require 'html'
local transcript = require 'transcript'
local stringify = pandoc.utils.stringify
local quiz = {}

local function is_box(item)
  local first = item[1]
  local words = first and (first.t == 'Plain' or first.t == 'Para') and first.content
  return words and #words > 4 and stringify { words[1] } == '['
    and words[2].t == 'Space' and stringify { words[3] } == ']'
end

-- What a run must print for this answer: its code, else its words.
local function wanted(inlines)
  local code
  pandoc.Span(inlines):walk { Code = function(c) code = code or c.text end }
  return code or stringify(inlines)
end

local function is_right(lesson, words, output)
  local lines = words:match('^(%d+) ' .. lesson:say('lines') .. '%f[%A]')
  if lines then return select(2, output:gsub('\n', '')) == tonumber(lines) end
  return output:find(words, 1, true) ~= nil
end

-- The list of a note as a quiz, or nil: {answers, wants}.
local function list_of(note)
  for k, block in ipairs(note.content) do
    if block.t == 'BulletList' then
      local answers, wants = {}, {}
      for _, item in ipairs(block.content) do
        if not is_box(item) then return nil end
        local words = pandoc.Inlines {}
        for n = 5, #item[1].content do words:insert(item[1].content[n]) end
        answers[#answers + 1] = { pandoc.Plain(words) }
        wants[#wants + 1] = wanted(words)
      end
      return { answers = answers, wants = wants, at = k }
    end
  end
end

-- The next run of the lesson behind block k.
local function next_run(lesson, k)
  for n = k + 1, #lesson.doc.blocks do
    local b = lesson.doc.blocks[n]
    local f = b.t == 'CodeBlock' and lesson:fence_of(b)
    if f and f.lang == 'console' and transcript.output(f) ~= '' then return f end
  end
end

-- Find the quizzes of a lesson; their lists become Divs that transform.lua
-- knows.  A quiz without exactly one right answer is a problem.
function quiz.read(lesson)
  lesson.quiz_of = {}
  for k, block in ipairs(lesson.doc.blocks) do
    local found = block.t == 'BlockQuote' and list_of(block)
    if found then
      local run = next_run(lesson, k)
      local output, right = run and transcript.output(run) or '', {}
      for n, words in ipairs(found.wants) do
        if is_right(lesson, words, output) then right[#right + 1] = n end
      end
      if #right ~= 1 then
        lesson:problem(lesson:locate('[ ] '), 'a quiz has %d right answers, the next '
          .. 'run prints: %s', #right, output:match('^[^\n]*'))
      else
        lesson.quiz_of[run] = found
      end
      block.content[found.at] = pandoc.Div({ pandoc.BulletList(found.answers) },
        pandoc.Attr('', { 'quiz' }, { { 'key', tostring(right[1] or 0) } }))
      lesson.doc.blocks[k] = block
    end
  end
end

-- The answers on the site: a list, which quiz.js makes into buttons.
function quiz.html(div)
  local out = { ('<ol class="quiz" data-key="%s">'):format(div.attributes.key) }
  for _, answer in ipairs(div.content[1].content) do
    out[#out + 1] = '<li>' .. html.write(answer) .. '</li>'
  end
  return html.block(table.concat(out) .. '</ol>')
end

-- The run that answers, folded until the reader has chosen.
function quiz.fold(lesson, figure)
  return { html.block('<details class="answer"><summary>'
    .. lesson:say('Run it: what does it print?') .. '</summary>'), figure,
    html.block('</details>') }
end

return quiz
