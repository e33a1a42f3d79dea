-- exercises.lua - the exercises of the catalogue, and a page for each: what
-- is promised, where to begin, how it is graded, and three hints to unfold.
local contract = require 'contract'
local files = require 'files'
local html = require 'html'
local json = require 'json'
local problems = require 'problems'
local search = require 'search'
local exercises = {}

local CHECKS = {
  plain = 'as the compiler makes it',
  asan = 'with the sanitizers that see misused memory and overflow',
  tsan = 'with the sanitizer that sees races of threads',
  race = 'under the observer that finds the races that luck would hide',
  mpich = 'with MPICH as well as Open MPI' }
local HINTS = { 'A nudge', 'A pointer into the lesson', 'A worked trace' }

function exercises.page(row) return 'exercise-' .. row.name .. '.html' end

-- The catalogue's rows for a lesson go into book.exercises; what a lesson
-- links to as exercises/SLUG/FILE is then the exercise's page.
function exercises.read(book)
  book.exercises, book.page_of = {}, {}
  for _, lesson in ipairs(book.lessons) do
    local name = 'grader/catalogue/' .. lesson.slug .. '.json'
    local text = files.read(book.root .. '/' .. name)
    local done, found = pcall(json.read, text or '{}')
    if not done then problems.add(name, 1, found) end
    for _, row in ipairs(done and found.exercises or {}) do
      row.section, row.lesson = row.lesson, lesson
      row.path = 'exercises/' .. lesson.slug .. '/' .. row.file
      book.page_of[row.path] = exercises.page(row)
      table.insert(book.exercises, row)
    end
  end
end

-- Lines of a file as a listing of the site; all of it without first.
local function listing(book, path, label, first, last)
  local lines = files.lines(files.read(book.root .. '/' .. path))
  local where = first and ('lines %d–%d'):format(first, last) or 'the whole file'
  if first and first == last then where = 'line ' .. first end
  local code = table.concat(lines, '\n', first or 1, last or #lines)
  local class = (path:match('%.sh$') or path:match('%.slurm$')) and 'bash'
    or 'c'
  local id = path:match('[^/]+$'):gsub('%W', '-') .. '-' .. (first or 0)
  return ('<figure class="listing"><figcaption><span class="label">%s</span> '
    .. '<span class="file">%s</span> <span class="lines">%s</span></figcaption>'
    .. '%s</figure>'):format(label, html.escape(path), where,
    html.write { pandoc.CodeBlock(code, pandoc.Attr(id, { class },
      { { 'startFrom', tostring(first or 1) }, { 'tabindex', '0' },
        { 'role', 'group' }, { 'aria-label', label .. ' ' .. id } })) })
end

local function promise(book, row)
  local path = 'exercises/' .. row.lesson.slug .. '/contract.h'
  local names = { row.file, table.unpack(row.symbols or {}) }
  names[#names + 1] = row.name
  local general, parts = contract.read(book.root .. '/' .. path, names)
  local out = { '<h2 id="contract">What it promises</h2>' }
  for _, part in ipairs(parts) do
    out[#out + 1] = listing(book, path, 'Contract', part.first, part.last)
  end
  if #parts == 0 and files.exists(book.root .. '/' .. path) then
    out[#out + 1] = listing(book, path, 'Contract')
  end
  if #general > 0 then
    out[#out + 1] = '<div class="note note-general" role="note"><p class="note-title">'
      .. 'For all exercises of this chapter</p>'
    for _, paragraph in ipairs(general) do
      out[#out + 1] = '<p>' .. html.escape(paragraph) .. '</p>'
    end
    out[#out + 1] = '</div>'
  end
  return table.concat(out, '\n')
end

local function begin(book, row)
  local lesson = row.lesson
  local known = lesson.ids[row.section] and row.section ~= lesson.heads[1].id
  local section = known and '#' .. row.section or ''
  local title = lesson.title_html
  for _, head in ipairs(lesson.heads) do
    if known and head.id == row.section then
      title = html.write_inlines(head.content)
    end
  end
  return ('<h2 id="begin">Where to begin</h2><p>Your file is <a href="../../../%s">'
    .. '<code>%s</code></a>. The idea stands in <a href="%s.html%s">%s</a>.</p>%s')
    :format(row.path, row.path, lesson.slug, section, title,
      listing(book, row.path, 'You start from'))
end

local function grading(row)
  local tests, builds = {}, {}
  for _, test in ipairs(row.tests) do
    tests[#tests + 1] = ('<li><b>%d</b> %s</li>'):format(test.weight,
      html.escape(test.title))
  end
  for _, check in ipairs(row.checks or {}) do
    builds[#builds + 1] = CHECKS[check] or html.escape(check)
  end
  return ('<h2 id="grading">How it is graded</h2><figure class="transcript">'
    .. '<div class="console" tabindex="0" role="group" aria-label="Transcript">'
    .. '<pre><span class="prompt">$ </span><kbd>make grade EX=%s</kbd></pre></div>'
    .. '</figure><p>Or leave <code>make watch</code> running: it grades whatever '
    .. 'you save. The tests, and what each of them weighs:</p><ul class="weights">%s'
    .. '</ul>%s'):format(row.name, table.concat(tests),
    #builds > 0 and '<p class="builds">Your answer runs '
      .. table.concat(builds, '; ') .. '.</p>' or '')
end

local function hints(row)
  local out = { '<h2 id="hints">Hints</h2>' }
  for k, hint in ipairs(row.hints) do
    out[#out + 1] = ('<details><summary>%d. %s</summary><p>%s</p></details>')
      :format(k, HINTS[k] or 'Hint', html.escape(hint))
  end
  return table.concat(out, '\n')
end

-- Unfolded by learner.js once the learner's record says PASS.
local function after(book, row)
  local path = 'solutions/' .. row.lesson.slug .. '/' .. row.file
  local link = files.exists(book.root .. '/' .. path) and
    ('<p>The reference solution: <a href="../../../%s"><code>%s</code></a></p>')
      :format(path, path) or ''
  return ('<section class="after" data-exercise="%s" hidden><h2 id="after">It '
    .. 'passes. What now?</h2><p>%s</p>%s</section>'):format(row.name,
    html.escape(row.after or ''), link)
end

local function step(word, rel, row)
  return ('<a class="%s" rel="%s" href="%s"><small>%s</small><code>%s</code></a>')
    :format(rel, rel, exercises.page(row), word, row.name)
end

-- Write the pages; `site` knows how (site.lua).
function exercises.write(site)
  local book = site.book
  for n, row in ipairs(book.exercises) do
    local lesson = row.lesson
    local back, on = book.exercises[n - 1], book.exercises[n + 1]
    site:page(exercises.page(row), {
      title = row.name, class = 'exercise', current = lesson,
      head = ('<p class="kicker"><a href="%s.html">%s %s</a>'
        .. '<span aria-hidden="true"> · </span>Exercise<span aria-hidden="true"> '
        .. '· </span>%d points%s</p><h1><code>%s</code></h1><p class="question">%s'
        .. '</p>'):format(lesson.slug, lesson.word, lesson.number, row.points,
        row.bonus and ', a bonus' or '', row.name, html.escape(row.title)),
      body = table.concat({ promise(book, row), begin(book, row),
        grading(row), hints(row), after(book, row) }, '\n'),
      steps = (back and step('Previous exercise', 'prev', back) or '')
        .. (on and step('Next exercise', 'next', on) or '') })
    local words = { row.title, row.path }
    for _, test in ipairs(row.tests) do words[#words + 1] = test.title end
    search.row(site.rows, exercises.page(row), 'Exercise', row.name,
      table.concat(words, '. '))
  end
end

return exercises
