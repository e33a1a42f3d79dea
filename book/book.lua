-- book.lua - the book from the lessons; runs on pandoc 2.17 and 3.
--
--     pandoc -f markdown -L book/book.lua --metadata-file=book/book.yml \
--            -M mode=site -M out=build/book/html -t plain -o /dev/null /dev/null
--
-- mode=site   writes the web pages into `out`
-- mode=print  writes `out`/print.html, from which pdf.sh makes the PDF
-- mode=epub   returns the document; run with -t epub3 -o FILE
-- mode=slides writes a deck for each lesson into `out`
-- mode=check  writes nothing
-- only=KEY    mode=site: the page of one lesson alone, and only that is checked
-- root=DIR    the repository (.)      contract=FILE  its contract checker
--
-- Every mode checks every lesson first and builds nothing when one is wrong.
local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. '/lua/?.lua;' .. package.path

local check = require 'check'
local exercises = require 'exercises'
local files = require 'files'
local glossary = require 'glossary'
local html = require 'html'
local lesson = require 'lesson'
local paper = require 'paper'
local problems = require 'problems'
local transcript = require 'transcript'
local translation = require 'translation'
local stringify = pandoc.utils.stringify

-- `60 minutes · one question: why?` -> '60 minutes', 'Why?'
local function read_lede(l)
  if not l.lede then return end
  local text = html.write_inlines(l.lede)
  local minutes, question = text:match('^(%d+ %a+) · [^:]+: (.*)$')
  l.minutes = minutes
  l.question = (question or text):gsub('^%l', string.upper)
end

-- The book's order, with every lesson that could be read.
local function read_book(meta, root)
  local book = { here = here, root = root, parts = {}, lessons = {},
                 by_slug = {}, only = meta.only and stringify(meta.only) }
  for _, key in ipairs { 'title', 'subtitle', 'author', 'lang' } do
    book[key] = stringify(meta[key])
  end
  for _, p in ipairs(meta.parts) do
    local part = { title = stringify(p.title), lessons = {} }
    for _, slug in ipairs(p.chapters) do
      local l = lesson.read(root, stringify(slug), { only = book.only })
      if l then
        l.book, l.part = book, part.title
        l.title_html = html.write_inlines(l.title)
        read_lede(l)
        book.by_slug[l.slug] = l
        table.insert(part.lessons, l)
        table.insert(book.lessons, l)
      end
    end
    table.insert(book.parts, part)
  end
  translation.read(book)
  for _, l in ipairs(book.translations) do read_lede(l) end
  exercises.read(book)
  glossary.read(book)
  if book.only and not book.by_slug[book.only] then
    error('book: there is no lesson ' .. book.only, 0)
  end
  return book
end

local function check_lesson(l, book)
  check.fences(l)
  check.links(l, book.by_slug)
  check.pictures(l)
  check.notes(l)
  check.formulas(l)
  glossary.check(l)
end

local function check_book(book)
  for _, list in ipairs { book.lessons, book.translations } do
    for _, l in ipairs(list) do
      if not l.brief then check_lesson(l, book) end
    end
  end
  check.order(book.root, book.by_slug)
  if not book.only then check.regions(book.root) end
  problems.stop_if_any()
  translation.tell(book)
end

function Pandoc(doc)
  local meta = doc.meta
  local mode, root = stringify(meta.mode or 'site'), stringify(meta.root or '.')
  local out = stringify(meta.out or 'build/book/html')
  transcript.tool = stringify(meta.contract or root .. '/build/bin/contract')
  if transcript.tool ~= 'none' and not files.exists(transcript.tool) then
    io.stderr:write('book: ' .. transcript.tool .. ' is missing, which judges '
      .. 'the transcripts; run make first\n')
    os.exit(1)
  end
  local book = read_book(meta, root)
  check_book(book)
  if mode == 'epub' then
    meta.parts, meta.mode, meta.root, meta.out, meta.contract = nil
    return pandoc.Pandoc(paper.epub(book), meta)
  end
  if mode == 'print' then
    paper.print(book, out)
  elseif mode == 'site' then
    require 'site'(book, out)
  elseif mode == 'slides' then
    require 'slides'(book, out)
  elseif mode ~= 'check' then
    io.stderr:write('book: no mode "' .. mode .. '"\n')
    os.exit(1)
  end
  return pandoc.Pandoc {}
end
