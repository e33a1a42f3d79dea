-- programs.lua - the index of programs and exercises, from the sources.
local exercises = require 'exercises'
local files = require 'files'
local html = require 'html'
local programs = {}

function programs.entry()
  return { page = 'programs.html', title = 'Programs and exercises',
    about = 'every program with its first sentence and where it is quoted, '
      .. 'every exercise' }
end

-- What a program's first comment says of it: `NAME.c - a sentence.`
local function says(text, name)
  local comment = text:match('^/%*(.-)%*/')
    or text:match('^#![^\n]*\n"""(.-)"""') or ''
  comment = comment:gsub('\n %* ?', '\n')
  local words = comment:match(name:gsub('%W', '%%%0') .. ' %- (.-)\n%s*\n')
    or comment:match(name:gsub('%W', '%%%0') .. ' %- (.-)%s*$') or ''
  words = words:gsub('%s+', ' '):gsub('^%l', string.upper)
  return words:match('^.-[.?!]%f[%s%z]') or words
end

-- Sections of a lesson that quote a file, as links, each once.
local function quoted_in(lesson, path)
  local out, seen, section = {}, {}, nil
  for _, block in ipairs(lesson.doc.blocks) do
    if block.t == 'Header' then section = block end
    pandoc.Div { block }:walk { CodeBlock = function(b)
      local f = lesson:fence_of(b)
      local file = f and f.attributes.file
      local id = section and section.identifier or ''
      if file and lesson:path(file) == path and not seen[id] then
        seen[id] = true
        out[#out + 1] = ('<a href="%s.html%s">%s</a>'):format(lesson.slug,
          section and '#' .. id or '', section
            and html.write_inlines(section.content) or 'the beginning')
      end
    end }
  end
  return table.concat(out, ', ')
end

local function of_lesson(book, lesson)
  local out = {}
  for _, name in ipairs(files.list(book.root .. '/' .. lesson.dir)) do
    if name:match('%.c$') or name:match('%.py$') then
      local path = lesson.dir .. '/' .. name
      local text = files.read(book.root .. '/' .. path)
      local places = quoted_in(lesson, path)
      out[#out + 1] = ('<tr><th scope="row"><a href="../../../%s"><code>%s'
        .. '</code></a></th><td>%s</td><td>%s</td></tr>'):format(path, name,
        html.escape(says(text, name)), places)
    end
  end
  return table.concat(out, '\n')
end

local function table_of(label, heads, rows)
  return ('<div class="table" tabindex="0" role="group" aria-label="%s"><table>'
    .. '<thead><tr><th scope="col">%s</th></tr></thead><tbody>%s</tbody></table>'
    .. '</div>'):format(label, table.concat(heads, '</th><th scope="col">'), rows)
end

function programs.write(site)
  local book, out = site.book, {}
  for _, lesson in ipairs(book.lessons) do
    out[#out + 1] = ('<h2 id="%s"><span class="number">%s</span> <a href="%s.html">'
      .. '%s</a></h2>'):format(lesson.slug, lesson.number, lesson.slug,
      lesson.title_html)
    local rows = of_lesson(book, lesson)
    if rows ~= '' then
      out[#out + 1] = table_of('Programs of ' .. lesson.word:lower() .. ' ' .. lesson.number,
        { 'program', 'what it shows', 'quoted in' }, rows)
    end
    local tasks = {}
    for _, row in ipairs(book.exercises) do
      if row.lesson == lesson then
        tasks[#tasks + 1] = ('<tr><th scope="row"><a href="%s"><code>%s</code>'
          .. '</a></th><td>%s</td><td>%d</td></tr>'):format(
          exercises.page(row), row.name, html.escape(row.title), row.points)
      end
    end
    if #tasks > 0 then
      out[#out + 1] = table_of('Exercises of ' .. lesson.word:lower() .. ' ' .. lesson.number,
        { 'exercise', 'what it asks', 'points' }, table.concat(tasks, '\n'))
    end
  end
  site:page('programs.html', { title = 'Programs and exercises', class = 'list',
    head = '<h1>Programs and exercises</h1><p class="question">Everything that '
      .. 'can be run or solved, chapter by chapter.</p>',
    body = table.concat(out, '\n'), steps = '' })
end

return programs
