-- site.lua - the web edition: index.html and one page a chapter.
local files = require 'files'
local html = require 'html'
local search = require 'search'
local transform = require 'transform'

-- Links to the sections of a chapter.
local function sections(lesson, page)
  local out = {}
  for _, head in ipairs(lesson.heads) do
    if head.level == 2 then
      out[#out + 1] = ('<li><a href="%s#%s">%s</a></li>'):format(
        page, head.id, html.write_inlines(head.content))
    end
  end
  return out
end

-- The side bar: parts, chapters, and the sections of the current chapter.
local function contents(book, current)
  local out = {}
  for _, part in ipairs(book.parts) do
    out[#out + 1] = ('<li class="part"><span>%s</span><ol>'):format(
      html.escape(part.title))
    for _, lesson in ipairs(part.lessons) do
      local here = lesson == current
      out[#out + 1] = ('<li><a href="%s.html"%s><b>%d </b>%s</a>'):format(
        lesson.slug, here and ' aria-current="page"' or '', lesson.number,
        lesson.title_html)
      if here then
        out[#out + 1] = '<ol class="sections">'
        table.move(sections(lesson, ''), 1, 99, #out + 1, out)
        out[#out + 1] = '</ol>'
      end
      out[#out + 1] = '</li>'
    end
    out[#out + 1] = '</ol></li>'
  end
  return table.concat(out, '\n')
end

local function step(word, rel, page, title)
  return ('<a class="%s" rel="%s" href="%s.html"><small>%s</small>%s</a>')
    :format(rel, rel, page, word, title)
end

local function steps(book, n)
  local back, on = book.lessons[n - 1], book.lessons[n + 1]
  local first = back and step('Previous', 'prev', back.slug, back.title_html)
    or step('Previous', 'prev', 'index', 'Contents')
  return first .. (on and step('Next', 'next', on.slug, on.title_html) or '')
end

local function chapter_head(lesson)
  local minutes = lesson.minutes and
    '<span aria-hidden="true"> · </span>' .. lesson.minutes or ''
  local question = lesson.question and
    '<p class="question">' .. lesson.question .. '</p>' or ''
  return ('<p class="numeral" aria-hidden="true">%d</p><p class="kicker">%s'
    .. '<span aria-hidden="true"> · </span>Chapter %d%s</p><h1>%s</h1>%s')
    :format(lesson.number, html.escape(lesson.part), lesson.number, minutes,
            lesson.title_html, question)
end

-- The index page's table of contents.
local function cover(book)
  local out = {}
  for _, part in ipairs(book.parts) do
    out[#out + 1] = '<h2>' .. html.escape(part.title) .. '</h2><ol class="toc">'
    for _, lesson in ipairs(part.lessons) do
      local page = lesson.slug .. '.html'
      out[#out + 1] = ('<li><a class="chapter-link" href="%s"><b>%d </b>%s</a>')
        :format(page, lesson.number, lesson.title_html)
      if lesson.question then
        out[#out + 1] = '<p class="asks">' .. lesson.question .. '</p>'
      end
      out[#out + 1] = '<ul>' .. table.concat(sections(lesson, page), '\n')
        .. '</ul></li>'
    end
    out[#out + 1] = '</ol>'
  end
  return table.concat(out, '\n')
end

-- Write the whole site into the directory `out`.
return function(book, out)
  local template = files.read(book.here .. '/theme/page.html')
  local function page(name, values)
    values.lang, values.book = book.lang, html.escape(book.title)
    files.write(out .. '/' .. name, html.fill(template, values))
  end
  local rows = {}
  for n, lesson in ipairs(book.lessons) do
    local title = pandoc.utils.stringify(lesson.title)
    search.rows(lesson, title, rows)
    page(lesson.slug .. '.html', {
      title = html.escape(title .. ' – ' .. book.title), class = 'chapter',
      head = chapter_head(lesson), contents = contents(book, lesson),
      body = html.write(transform(lesson, 'site', out)),
      steps = steps(book, n) })
  end
  local first = book.lessons[1]
  page('index.html', {
    title = html.escape(book.title .. ' – ' .. book.subtitle), class = 'cover',
    head = ('<h1>%s</h1><p class="question">%s</p>'):format(
      html.escape(book.title), html.escape(book.subtitle)),
    body = cover(book), contents = contents(book, nil),
    steps = step('Start reading', 'next', first.slug, first.title_html) })
  files.write(out .. '/search-text.js', search.script(rows))
end
