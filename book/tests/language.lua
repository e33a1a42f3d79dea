-- language.lua - the words of the lessons, for the spelling and the length.
--
--     pandoc -f markdown -L language.lua -M out=DIR README.md... -t plain
--
-- Writes DIR/SLUG.txt for the lesson in the folder SLUG: its text without
-- programs, transcripts, code in sentences and formulas.  Prints `SLUG N`,
-- the number of its words; there code in a sentence counts.
local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. '/../lua/?.lua;' .. package.path
local files = require 'files'

local READER = 'commonmark+smart+tex_math_dollars+footnotes+pipe_tables'
local function nothing() return {} end
local function blank() return pandoc.Str('0') end

local function plain(doc)
  return pandoc.write(doc, 'plain', { wrap_text = 'wrap-none' })
end

local function without_blocks(path)
  local doc = pandoc.read(files.read(path), READER)
  return doc:walk { CodeBlock = nothing, RawBlock = nothing,
    RawInline = nothing, Math = blank, Image = function(i) return i.caption end,
    Link = function(l) return l.content end,
    Note = function(n)
      local words = pandoc.utils.blocks_to_inlines(n.content)
      words:insert(1, pandoc.Space())
      return words
    end }
end

function Pandoc(doc)
  local out = pandoc.utils.stringify(doc.meta.out)
  for path in pandoc.utils.stringify(doc.meta.lessons):gmatch('%S+') do
    local slug = path:match('([^/]+)/[^/]+$')
    local text = without_blocks(path)
    local _, words = plain(text):gsub('%S*%w%S*', '')
    print(slug .. ' ' .. words)
    files.write(out .. '/' .. slug .. '.txt',
      plain(text:walk { Code = blank }))
  end
  return pandoc.Pandoc {}
end
