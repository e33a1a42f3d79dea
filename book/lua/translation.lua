-- translation.lua - the lessons in other languages, one folder each:
-- book/translations/LANG/SLUG/README.md, and words.txt for the book's own
-- words.  A section says by `<!-- source: HASH -->` which text of the original
-- it translates.  Once the original has changed, every build says so, and the
-- page too.
local files = require 'files'
local html = require 'html'
local json = require 'json'
local lesson = require 'lesson'
local translation = {}

local FOLDER = 'book/translations'

-- Lines `English = other`; `name` is the language's own name.
local function read_words(text)
  local words = {}
  for _, line in ipairs(files.lines(text)) do
    local from, to = line:match('^([^#=][^=]-)%s*=%s*(.-)%s*$')
    if from then words[from] = to end
  end
  return words
end

-- The sections of a lesson: the text before the first `## `, then one each.
-- Each has its line, its mark, and the hash of its words; programs and
-- transcripts do not count, `make sync` keeps those.
local function sections(l)
  local found = { { line = 1, text = {} } }
  for n, line in ipairs(l.prose) do
    if line:match('^## ') then
      found[#found + 1] = { line = n, text = {}, title = line:sub(4) }
    end
    local section = found[#found]
    section.mark = section.mark or line:match('^<!%-%- source: (%x+) %-%->$')
    table.insert(section.text, line)
  end
  local heads = {}
  for _, head in ipairs(l.heads) do
    if head.level == 2 then heads[#heads + 1] = head.id end
  end
  for n, section in ipairs(found) do
    local words = table.concat(section.text, ' '):gsub('%s+', ' ')
    section.hash = pandoc.utils.sha1(words):sub(1, 10)
    section.id = heads[n - 1] or ''
  end
  return found
end

-- Find the sections that are older than the original: l.stale[mark] = its id.
local function compare(l)
  l.stale, l.late = {}, {}
  if l.brief or l.original.brief then return end
  local mine, theirs = sections(l), sections(l.original)
  if #mine ~= #theirs then
    l:problem(1, 'has %d sections, %s has %d', #mine, l.original.file, #theirs)
    return
  end
  for n, section in ipairs(mine) do
    local now = theirs[n].hash
    if not section.mark then
      l:problem(section.line, 'say of which text this is the translation: '
        .. '<!-- source: %s -->', now)
    elseif section.mark ~= now then
      l.stale[section.mark] = theirs[n].id
      l.late[#l.late + 1] = ('%s:%d: older than %s:%d; read both, then '
        .. 'write <!-- source: %s -->'):format(l.file, section.line,
        l.original.file, theirs[n].line, now)
    end
  end
end

-- Read all translated lessons into book.translations and beside their
-- originals: original.translations.
function translation.read(book)
  book.translations = {}
  for _, lang in ipairs(files.list(book.root .. '/' .. FOLDER)) do
    local folder = FOLDER .. '/' .. lang
    local text = files.read(book.root .. '/' .. folder .. '/words.txt')
    local words = read_words(text or error('book: there is no ' .. folder
      .. '/words.txt', 0))
    for _, original in ipairs(book.lessons) do
      local dir = folder .. '/' .. original.slug
      if files.exists(book.root .. '/' .. dir .. '/README.md') then
        local l = lesson.read(book.root, original.slug,
          { dir = dir, lang = lang, words = words, only = book.only })
        l.book, l.original = book, original
        l.part = l:say(original.part)
        l.title_html = html.write_inlines(l.title)
        original.translations = original.translations or {}
        table.insert(original.translations, l)
        table.insert(book.translations, l)
        book.by_slug[l.key] = l
        compare(l)
      end
    end
  end
end

-- Say on the terminal what has become old; the book is built all the same.
function translation.tell(book)
  for _, l in ipairs(book.translations) do
    for _, sentence in ipairs(l.late) do io.stderr:write(sentence .. '\n') end
  end
end

-- What the mark of a section becomes on the page: nothing, or a warning.
function translation.mark(l, text)
  local hash = text:match('^<!%-%- source: (%x+) %-%->%s*$')
  if not hash then return nil end
  local id = l.stale and l.stale[hash]
  if not id then return {} end
  return html.block(('<div class="note care" role="note"><p>%s <a href="%s.html%s" '
    .. 'hreflang="%s">%s</a></p></div>'):format(l:say('stale'), l.original.key,
    id ~= '' and '#' .. id or '', l.book.lang, l:say('original')))
end

-- The lesson as the pages in the language `lang` link to it: the translation
-- where there is one, else the original.
function translation.of(original, lang)
  for _, other in ipairs(original.translations or {}) do
    if other.lang == lang then return other end
  end
  return original
end

-- The language of what a page in the language `lang` links to, where it is
-- another; nil is the book's own language.
function translation.foreign(book, l, lang)
  return l.lang ~= lang and (l.lang or book.lang) or nil
end

-- The scripts of a page, in one text; a string that goes on in the next line
-- is put together.
local function scripts_of(l, body)
  local theme, out = l.book.here .. '/theme/', {}
  local names = { 'site.js', 'search.js', 'learner.js', 'quiz.js', 'live/stage.js' }
  for kind in body:gmatch('data%-live="(%l+)"') do
    names[#names + 1] = 'live/' .. kind .. '.js'
  end
  for _, name in ipairs(names) do out[#out + 1] = files.read(theme .. name) end
  return (table.concat(out):gsub("'%s*%+%s*'", ''))
end

-- A translation's words for the scripts of its page (theme/site.js): those
-- that these scripts can say.
function translation.script(l, body)
  local rows, scripts = {}, scripts_of(l, body)
  for from, to in pairs(l.words) do
    if scripts:find("'" .. from .. "'", 1, true) then
      rows[#rows + 1] = json.string(from) .. ':' .. json.string(to)
    end
  end
  table.sort(rows)
  return '<script>var bookWords={' .. table.concat(rows, ',') .. '}</script>'
end

-- A picture's label in the language of the lesson, or nil.  The table has
-- %1, %2 ... where numbers stand.
local function label_of(l, text)
  local numbers = {}
  local word = l:known(text) or l:known((text:gsub('%d[%d.]*', function(number)
    numbers[#numbers + 1] = number:gsub('%.(%d)', (l:known('decimal point') or '.') .. '%1')
    return '%' .. #numbers
  end)))
  return word and word:gsub('%%(%d)', function(n) return numbers[tonumber(n)] end)
end

-- A picture (SVG text) for a translated lesson.  One whose labels the table
-- has is put into the language, and what it shows is told by the lesson.  The
-- others are in the language of the programs that drew them, and say so.
function translation.picture(l, svg)
  local found = false
  local own = svg:gsub('(<text[^>]*>)([^<]+)(</text>)', function(before, text, behind)
    local word = label_of(l, text)
    found = found or word ~= nil
    if not word and not text:match('%a') then
      word = text:gsub('(%d)%.(%d)', '%1' .. (l:known('decimal point') or '.') .. '%2')
    end
    return word and before .. word .. behind
  end)
  if not found then
    return (svg:gsub('<text', '<text lang="' .. l.book.lang .. '"'))
  end
  own = own:gsub('<title[^>]*>.-</title>%s*', '', 1):gsub('<desc[^>]*>.-</desc>%s*', '', 1)
  return (own:gsub('%saria%-labelledby="[^"]*"', '', 1))
end

-- The other languages of a lesson, for the head of its page.
function translation.links(l)
  local out = {}
  if l.original then
    out[1] = ('<p class="languages"><a href="%s.html" hreflang="%s" lang="%s">English</a></p>'
      .. '<div class="note care" role="note"><p>%s</p></div>'):format(
      l.original.key, l.book.lang, l.book.lang, l:say('needs a reader'))
  end
  for _, other in ipairs(l.translations or {}) do
    out[#out + 1] = ('<p class="languages"><a href="%s.html" hreflang="%s" lang="%s">%s</a></p>')
      :format(other.key, other.lang, other.lang, other:say('name'))
  end
  return table.concat(out)
end

return translation
