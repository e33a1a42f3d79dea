-- paper.lua - the editions that are one document: print (HTML that Chromium
-- turns into the PDF) and EPUB.
local files = require 'files'
local html = require 'html'
local transform = require 'transform'
local typeset = require 'typeset'
local paper = {}

-- Contents with places for page numbers, which the second pass fills in.
local function contents(book)
  local out = {}
  local function row(class, id, number, title)
    out[#out + 1] = ('<li class="%s"><a href="#%s"><b>%s</b><span>%s</span>'
      .. '%s</a></li>'):format(class, id, number, title, typeset.page_of(id))
  end
  for _, part in ipairs(book.parts) do
    out[#out + 1] = '<li class="in-part">' .. html.escape(part.title) .. '</li>'
    for _, lesson in ipairs(part.lessons) do
      row('in-chapter', lesson.slug, lesson.number, lesson.title_html)
      local n = 0
      for _, head in ipairs(lesson.heads) do
        if head.level == 2 then
          n = n + 1
          row('in-section', lesson.slug .. '-' .. head.id,
            ('%s.%d'):format(lesson.number, n),
            html.write_inlines(head.content))
        end
      end
    end
  end
  return table.concat(out, '\n')
end

-- Chromium knows no running heads, but it knows named pages: one a chapter.
local function running_heads(book)
  local css = {}
  for _, lesson in ipairs(book.lessons) do
    local title = pandoc.utils.stringify(lesson.title):gsub('["\\]', "'")
    css[#css + 1] = ('@page c%s { @top-left { content: "%s %s"; } '
      .. '@top-right { content: "%s"; } }'):format(
      lesson.number, lesson.word, lesson.number, title)
  end
  return table.concat(css, '\n')
end

local function chapter_head(lesson)
  local minutes = lesson.minutes and ' · ' .. lesson.minutes or ''
  local question = lesson.question and
    '<p class="question">' .. lesson.question .. '</p>' or ''
  return ('<header class="head"><p class="kicker">%s %s%s</p>'
    .. '<h1 id="%s">%s</h1>%s</header>'):format(lesson.word,
    lesson.number, minutes, lesson.slug, lesson.title_html, question)
end

function paper.print(book, out)
  local body = {}
  for _, lesson in ipairs(book.lessons) do
    body[#body + 1] = ('<section class="chapter" style="page: c%s">\n%s\n%s\n'
      .. '</section>'):format(lesson.number, chapter_head(lesson),
      html.write(transform(lesson, 'print', out)))
  end
  local template = files.read(book.here .. '/theme/print.html')
  files.write(out .. '/print.html', html.fill(template, {
    lang = book.lang, title = html.escape(book.title),
    subtitle = html.escape(book.subtitle), author = html.escape(book.author),
    pages = running_heads(book), contents = contents(book),
    body = table.concat(body, '\n') }))
end

-- The document that pandoc's own EPUB writer takes.
function paper.epub(book)
  local blocks = pandoc.Blocks {}
  for _, lesson in ipairs(book.lessons) do
    local title = pandoc.Inlines { pandoc.Str(lesson.number .. '.'),
                                   pandoc.Space() }
    title:extend(lesson.title)
    blocks:insert(pandoc.Header(1, title, pandoc.Attr(lesson.slug)))
    if lesson.question then
      blocks:insert(html.block('<p class="question">' .. lesson.question
        .. '</p>'))
    end
    blocks:extend(transform(lesson, 'epub', ''))
  end
  return blocks
end

return paper
