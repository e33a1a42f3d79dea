-- lesson.lua - one chapter's README.md: its fences, its pandoc tree, its
-- headings, and where in the file a piece of it stands.
local files = require 'files'
local fence = require 'fence'
local problems = require 'problems'
local quiz = require 'quiz'
local stringify = pandoc.utils.stringify
local lesson = {}

-- CommonMark is what GitHub reads; pandoc's own dialect would show lists and
-- quotes differently there and here.
local READER = 'commonmark+smart+tex_math_dollars+footnotes+pipe_tables'
  .. '+gfm_auto_identifiers+strikeout+autolink_bare_uris'

-- The line of the nth place where `needle` stands outside of fences.
function lesson.locate(self, needle, nth)
  local found = 0
  for n, line in ipairs(self.prose) do
    local at = 1
    while true do
      local from, to = line:find(needle, at, true)
      if not from then break end
      found, at = found + 1, to + 1
      if found == (nth or 1) then return n end
    end
  end
  return 1
end

function lesson.problem(self, line, ...)
  problems.add(self.file, line, string.format(...))
end

-- Headings in order: {level, id, content, line}; their ids as a set.
local function headings(self)
  local lines, seen = {}, {}
  for n, line in ipairs(self.prose) do
    if line:match('^#+%s') then lines[#lines + 1] = n end
  end
  self.heads, self.ids = {}, {}
  self.doc:walk {
    Header = function(h)
      local head = { level = h.level, id = h.identifier, content = h.content,
                     text = stringify(h), line = lines[#self.heads + 1] or 1 }
      local key = head.text:lower():gsub('[%p%s]+', ' ')
      if seen[key] then
        self:problem(head.line, 'a second heading "%s": links to it go to '
          .. 'the first, on line %d', head.text, seen[key])
      end
      seen[key] = head.line
      self.ids[head.id] = true
      self.heads[#self.heads + 1] = head
    end }
end

-- The first line is the title; a paragraph all in italics right below it is
-- the lede ("60 minutes - one question: ...").  Both leave the tree.
local function take_title(self)
  local blocks = self.doc.blocks
  local first = blocks[1]
  if not (first and first.t == 'Header' and first.level == 1) then
    self:problem(1, 'a lesson begins with "# Title"')
    self.title = pandoc.Inlines(self.slug)
    return
  end
  self.title = first.content
  blocks:remove(1)
  local second = blocks[1]
  if second and second.t == 'Para' and #second.content == 1
     and second.content[1].t == 'Emph' then
    self.lede = second.content[1].content
    blocks:remove(1)
  end
  for _, head in ipairs(self.heads) do
    if head.level == 1 and head.line ~= 1 and head ~= self.heads[1] then
      self:problem(head.line, 'a second "# " heading: use "## "')
    end
  end
end

-- A chapter has a number, an appendix (folder A-slug) a letter.
local function numbered(slug)
  local digits, letter = slug:match('^%d+'), slug:match('^(%u)%-')
  return digits and tonumber(digits) or letter or 0,
    letter and 'Appendix' or 'Chapter'
end

-- Read chapters/SLUG/README.md, or the translation of it in other.dir.  Nil,
-- and a problem, when there is none.  `key` names the lesson's page.  With
-- other.only, the key of the one page that is wanted, all other lessons are
-- brief: what stands above their first section, and any heading may be there.
function lesson.read(root, slug, other)
  other = other or {}
  local dir = other.dir or 'chapters/' .. slug
  local number, word = numbered(slug)
  local self = setmetatable({ slug = slug, root = root, dir = dir,
    home = 'chapters/' .. slug, file = dir .. '/README.md',
    lang = other.lang, words = other.words or {},
    key = (other.lang and other.lang .. '-' or '') .. slug,
    number = number, word = word }, { __index = lesson })
  local text = files.read(root .. '/' .. self.file)
  if not text then
    problems.add(self.file, 1, 'book.yml names this lesson, there is no such file')
    return nil
  end
  self.brief = other.only ~= nil and other.only ~= self.key
  if self.brief then text = text:match('^(.-\n)## ') or text end
  self.fences, self.lines, self.prose = fence.scan(text)
  local copy = fence.for_pandoc(self.lines, self.fences)
  self.doc = pandoc.read(copy, READER)
  headings(self)
  take_title(self)
  if self.brief then
    setmetatable(self.ids, { __index = function() return true end })
  end
  quiz.read(self)
  return self
end

-- The fence behind a code block of the tree; nil for indented code.
function lesson.fence_of(self, block)
  local k = (block.classes[1] or ''):match('^mh(%d+)$')
  return k and self.fences[tonumber(k)]
end

-- A path as a lesson writes it -> the same path below the root.
function lesson.path(self, relative)
  return files.normal(self.dir .. '/' .. relative)
end

-- A program or contract of the lesson: in its chapter, whatever the language.
function lesson.program(self, relative)
  return files.normal(self.home .. '/' .. relative)
end

-- A word of the book itself, in the language of the lesson.
function lesson.say(self, word)
  return self.words[word] or word
end
function lesson.known(self, word)
  return self.words[word]
end

-- Where a link of a lesson goes: 'lesson' KEY ID, 'file' PATH, or 'web'.
function lesson.link(self, target)
  if target:match('^%a[%w+.-]*:') or target:match('^//') then return 'web' end
  if target:sub(1, 1) == '#' then return 'lesson', self.key, target:sub(2) end
  local path, id = target:match('^([^#]*)#?(.*)$')
  path = self:path((path:gsub('%%20', ' ')))
  local slug = path:match('^chapters/([^/]+)/README%.md$')
  if slug then return 'lesson', slug, id end
  local lang, other = path:match('^book/translations/([^/]+)/([^/]+)/README%.md$')
  if lang then return 'lesson', lang .. '-' .. other, id end
  return 'file', path
end

return lesson
