-- site.lua - the web edition: index.html, one page a chapter, one an exercise,
-- and the pages to look things up in.
local exercises = require 'exercises'
local files = require 'files'
local glossary = require 'glossary'
local html = require 'html'
local machines = require 'machines'
local programs = require 'programs'
local search = require 'search'
local transform = require 'transform'
local translation = require 'translation'

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

local function in_language(lang)
  return lang and (' hreflang="%s" lang="%s"'):format(lang, lang) or ''
end

-- The side bar: parts, chapters, and the sections of the current chapter.
-- `reader` is the translated lesson of whose page it is the bar, or nil.
local function contents(book, current, name, say, reader)
  local out, lang = {}, reader and reader.lang
  for _, part in ipairs(book.parts) do
    out[#out + 1] = ('<li class="part"><span>%s</span><ol>'):format(
      html.escape(say(part.title)))
    for _, original in ipairs(part.lessons) do
      local here = original == current
      local lesson = translation.of(original, lang)
      local page = here and name == lesson.key .. '.html'
      out[#out + 1] = ('<li><a href="%s.html"%s%s><b>%s </b>%s</a>'):format(
        lesson.key, in_language(translation.foreign(book, lesson, lang)),
        page and ' aria-current="page"'
          or here and ' aria-current="true"' or '', lesson.number,
        lesson.title_html)
      if here then
        out[#out + 1] = '<ol class="sections">'
        table.move(sections(lesson, page and '' or lesson.key .. '.html'),
          1, 99, #out + 1, out)
        out[#out + 1] = '</ol>'
      end
      out[#out + 1] = '</li>'
    end
    out[#out + 1] = '</ol></li>'
  end
  out[#out + 1] = '<li class="part look-up"><span>'
    .. html.escape(say('To look things up')) .. '</span><ol>'
  for _, entry in ipairs(book.look_up) do
    out[#out + 1] = ('<li><a href="%s"%s%s>%s</a></li>'):format(entry.page,
      in_language(translation.foreign(book, {}, lang)),
      entry.page == name and ' aria-current="page"' or '', entry.title)
  end
  out[#out + 1] = '</ol></li>'
  return table.concat(out, '\n')
end

local function step(word, rel, page, title, foreign)
  local link, own = '', ''
  if foreign then
    link, own = (' hreflang="%s"'):format(foreign), (' lang="%s"'):format(foreign)
  end
  return ('<a class="%s" rel="%s" href="%s.html"%s><small>%s</small><span%s>%s</span></a>')
    :format(rel, rel, page, link, word, own, title)
end

-- The lessons before and after the nth, on the page of `lesson`: that one or
-- its translation.
local function steps(book, n, lesson)
  local function to(word, rel, other)
    other = translation.of(other, lesson.lang)
    return step(lesson:say(word), rel, other.key, other.title_html,
      translation.foreign(book, other, lesson.lang))
  end
  local back, on = book.lessons[n - 1], book.lessons[n + 1]
  return (back and to('Previous', 'prev', back)
      or step(lesson:say('Previous'), 'prev', 'index', lesson:say('Contents')))
    .. (on and to('Next', 'next', on) or '')
end

local function chapter_head(lesson)
  local chapter = lesson:say(lesson.word)
  local minutes = lesson.minutes and
    '<span aria-hidden="true"> · </span>' .. lesson.minutes or ''
  local question = lesson.question and
    '<p class="question">' .. lesson.question .. '</p>' or ''
  return ('<p class="numeral" data-number="%s" aria-hidden="true"></p><p class="kicker">%s'
    .. '<span aria-hidden="true"> · </span>%s %s%s</p><h1>%s</h1>%s%s')
    :format(lesson.number, html.escape(lesson.part), chapter, lesson.number,
            minutes, lesson.title_html, question, translation.links(lesson))
end

-- The index page's table of contents.
local function cover(book)
  local out = {}
  for _, part in ipairs(book.parts) do
    out[#out + 1] = '<h2>' .. html.escape(part.title) .. '</h2><ol class="toc">'
    for _, lesson in ipairs(part.lessons) do
      local page = lesson.slug .. '.html'
      out[#out + 1] = ('<li><a class="chapter-link" href="%s"><b>%s </b>%s</a>')
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

local function look_up(book)
  local out = { '<h2>To look things up</h2><ul class="look-up">' }
  for _, entry in ipairs(book.look_up) do
    out[#out + 1] = ('<li><a href="%s">%s</a> <span>%s</span></li>'):format(
      entry.page, entry.title, entry.about)
  end
  return table.concat(out, '\n') .. '</ul>'
end

local site = {}

-- Write one page: title, class, head, body, steps; `current` is the lesson
-- that the side bar unfolds, `reader` the translated lesson of the page.
function site:page(name, values)
  local book, reader = self.book, values.reader
  local function say(word) return reader and reader:say(word) or word end
  values.lang, values.book = reader and reader.lang or book.lang, html.escape(book.title)
  values.own_lang = book.lang
  values.title = html.escape(values.title .. ' – '
    .. (name == 'index.html' and book.subtitle or book.title))
  -- Few pages have figures that move.
  values.scripts = (reader and translation.script(reader, values.body) or '')
    .. (values.body:match('data%-live=') and '<script src="live.js" defer></script>' or '')
  values.contents = contents(book, values.current, name, say, reader)
  local template = self.template:gsub('%[%[(.-)%]%]', function(word)
    return html.escape(say(word))
  end)
  files.write(self.out .. '/' .. name, html.fill(template, values))
end

-- The page of the nth lesson, or of a translation of it.
function site:lesson(n, lesson)
  self:page(lesson.key .. '.html', { reader = lesson.original and lesson,
    title = pandoc.utils.stringify(lesson.title), class = 'chapter',
    current = self.book.lessons[n], head = chapter_head(lesson),
    body = glossary.link_code(html.write(transform(lesson, 'site', self.out)),
      self.book),
    steps = steps(self.book, n, lesson) })
end

function site:cover()
  local book, first = self.book, self.book.lessons[1]
  self:page('index.html', {
    title = book.title, class = 'cover',
    head = ('<h1>%s</h1><p class="question">%s</p>'):format(
      html.escape(book.title), html.escape(book.subtitle)),
    body = cover(book) .. look_up(book),
    steps = step('Start reading', 'next', first.slug, first.title_html) })
end

-- Write the whole site into the directory `out`, or the one page asked for.
return function(book, out)
  local self = setmetatable({ book = book, out = out, rows = {},
    template = files.read(book.here .. '/theme/page.html') }, { __index = site })
  book.look_up = {}
  for _, pages in ipairs { programs, machines, glossary } do
    local entry = pages.entry(book)
    if entry then table.insert(book.look_up, entry) end
  end
  for n, lesson in ipairs(book.lessons) do
    for _, l in ipairs { lesson, table.unpack(lesson.translations or {}) } do
      if l == lesson then
        search.rows(l, pandoc.utils.stringify(l.title), self.rows)
      end
      if not l.brief then self:lesson(n, l) end
    end
  end
  if book.only then return end
  exercises.write(self)
  for _, pages in ipairs { programs, machines, glossary } do
    pages.write(self)
  end
  self:cover()
  files.write(out .. '/search-text.js', search.script(self.rows))
end
