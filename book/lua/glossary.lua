-- glossary.lua - the calls that the lessons use: links to them from prose and
-- listings, and the page with one line of meaning, the signature, and where
-- the book uses each.  The words are in book/glossary.txt.
local files = require 'files'
local html = require 'html'
local search = require 'search'
local glossary = {}

local PAGE = 'glossary.html'
-- Names that must stand in the glossary when a lesson uses them.
local OURS = { '^MPI_%w', '^pthread_%w', '^PTHREAD_%w', '^sem_%l', '^atomic_%l' }

local function is_api(word)
  for _, pattern in ipairs(OURS) do
    if word:match(pattern) then return true end
  end
end

-- The entries: by name {name, meaning, signature, include}.
local function parse(text)
  local entries, include, open = {}, '', nil
  for _, line in ipairs(files.lines(text or '')) do
    local name, meaning = line:match('^([%w_]+)  (.*)$')
    if line:match('^include ') then
      include = line:match('^include (.*)$')
    elseif name then
      open = { name = name, meaning = meaning, include = include, uses = {} }
      entries[name] = open
    elseif open and line:match('^    ') then
      open.signature = line:match('^ +(.*)$')
    end
  end
  return entries
end

-- The name that a piece of code in the prose is: `fork`, `fork()`.
local function named(code)
  return code.text:match('^([%a_][%w_]*)$') or code.text:match('^([%a_][%w_]*)%(%)$')
end

-- Calls see(name) for each name in a line of C that may be one of ours.
local function names_in(line, see)
  for name, behind in line:gmatch('%f[%w_]([%a_][%w_]*)(%s*%(?)') do
    if is_api(name) or behind:match('%($') then see(name) end
  end
end

-- Where a lesson uses which names: notes each section once.
local function note_uses(book, lesson)
  local section
  local function see(name)
    local entry = book.glossary[name]
    local last = entry and entry.uses[#entry.uses]
    if entry and not (last and last.lesson == lesson and last.section == section) then
      table.insert(entry.uses, { lesson = lesson, section = section })
    end
  end
  for _, block in ipairs(lesson.doc.blocks) do
    if block.t == 'Header' then section = block end
    pandoc.Div { block }:walk {
      Code = function(c)
        local name = named(c)
        if name then see(name) end
      end,
      CodeBlock = function(b)
        local f = lesson:fence_of(b)
        if f and f.lang == 'c' then
          for _, line in ipairs(f.body) do names_in(line, see) end
        end
      end }
  end
end

function glossary.read(book)
  book.glossary = parse(files.read(book.here .. '/glossary.txt'))
  for _, lesson in ipairs(book.lessons) do note_uses(book, lesson) end
end

-- A lesson that uses a name of MPI or of threads that nobody explains.
function glossary.check(lesson)
  local told = {}
  local function see(name, line)
    if is_api(name) and not lesson.book.glossary[name] and not told[name] then
      told[name] = true
      lesson:problem(line, '%s is not in book/glossary.txt', name)
    end
  end
  lesson.doc:walk { Code = function(c)
    local name = named(c)
    if name then see(name, lesson:locate('`' .. c.text .. '`')) end
  end }
  for _, f in ipairs(lesson.fences) do
    for k, line in ipairs(f.lang == 'c' and f.body or {}) do
      names_in(line, function(name) see(name, f.line + k) end)
    end
  end
end

local function link(name, inside, attributes)
  return ('<a class="api" href="%s#%s"%s>%s</a>'):format(PAGE, name,
    attributes or '', inside)
end

-- Names in the prose become links, each once a section; never in a heading,
-- a link or a picture's text.
function glossary.link_words(lesson)
  local book, seen = lesson.book, {}
  local function plain(e)
    return e:walk { Code = function(c)
      c.classes:insert('plain')
      return c
    end }
  end
  local function mark(e)
    e.content = plain(pandoc.Span(e.content)).content
    return e
  end
  for k, block in ipairs(lesson.doc.blocks) do
    if block.t == 'Header' then
      seen = {}
    else
      local marked = pandoc.Div { block }:walk { Link = mark }
      lesson.doc.blocks[k] = marked:walk { Code = function(c)
        local name = named(c)
        if c.classes:includes('plain') then
          c.classes = {}
          return c
        elseif name and book.glossary[name] and not seen[name] then
          seen[name] = true
          return { html.inline(link(name, '<code>' .. c.text .. '</code>')) }
        end
      end }.content[1]
    end
  end
end

-- The first use of each name in a listing of the page is a link, which Tab
-- passes over: there are many, and the prose has them too.
function glossary.link_code(page, book)
  local seen = {}
  return (page:gsub('(<code class="sourceCode c"[^>]*>)(.-)(</code>)', function(a, code, z)
    code = ('>' .. code):gsub('>([^<]+)', function(text)
      return '>' .. text:gsub('%f[%w_]([%a_][%w_]*)(%s*%(?)', function(name, behind)
        local call = is_api(name) or behind:match('%($')
        if call and book.glossary[name] and not seen[name] then
          seen[name] = true
          return link(name, name, ' tabindex="-1"') .. behind
        end
      end)
    end):sub(2)
    return a .. code .. z
  end))
end

local function used(book)
  local names = {}
  for name, entry in pairs(book.glossary) do
    if #entry.uses > 0 then names[#names + 1] = name end
  end
  table.sort(names, function(a, b)
    local x, y = a:lower():gsub('^_', ''), b:lower():gsub('^_', '')
    return x == y and a < b or x < y
  end)
  return names
end

function glossary.entry(book)
  if #used(book) == 0 then return nil end
  return { page = PAGE, title = 'Glossary of calls',
    about = 'one line for each call and name, its signature, and where the '
      .. 'book uses it' }
end

local function places(entry)
  local out = {}
  for _, use in ipairs(entry.uses) do
    local section = use.section
    out[#out + 1] = ('<a href="%s.html%s">%s%s</a>'):format(use.lesson.slug,
      section and '#' .. section.identifier or '', use.lesson.number,
      section and '&nbsp;' .. html.write_inlines(section.content) or '')
  end
  return table.concat(out, '<span aria-hidden="true"> · </span>')
end

-- Long signatures break after a comma.
local function signature(text)
  if utf8.len(text) <= 72 then return html.escape(text) end
  local out, line = {}, ''
  for part in text:gmatch('[^,]+,?%s*') do
    if line ~= '' and #line + #part > 68 then
      out[#out + 1], line = line:gsub('%s+$', ''), '    '
    end
    line = line .. part
  end
  out[#out + 1] = line
  return html.escape(table.concat(out, '\n'))
end

function glossary.write(site)
  local book, out = site.book, { '<dl class="glossary">' }
  local names = used(book)
  if #names == 0 then return end
  for _, name in ipairs(names) do
    local entry = book.glossary[name]
    local text = entry.signature
    if text == 'type' then text = 'a type of ' .. entry.include:match('<[^>]+>$') end
    out[#out + 1] = ('<dt id="%s"><code>%s</code></dt><dd><p>%s</p><pre>%s</pre>'
      .. '<p class="uses">%s</p></dd>'):format(name, name,
      html.escape(entry.meaning), signature(text:gsub('^generic: ', '')),
      places(entry))
    search.row(site.rows, PAGE .. '#' .. name, 'Glossary', name,
      entry.meaning .. ' ' .. text)
  end
  out[#out + 1] = '</dl>'
  site:page(PAGE, { title = 'Glossary of calls', class = 'list',
    head = '<h1>Glossary of calls</h1><p class="question">Every call and name '
      .. 'of the system, of POSIX threads and of MPI that the lessons use, and '
      .. 'where.</p>',
    body = table.concat(out, '\n'), steps = '' })
end

return glossary
