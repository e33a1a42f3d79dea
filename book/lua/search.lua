-- search.lua - the words of every section, for the site's search box.
local json = require 'json'
local search = {}

local function word(e) return e.text end
local function gap() return ' ' end

-- The text of blocks in the order in which it is read.
local function words_of(lesson, blocks)
  local out = {}
  local function add(what)
    return function(e) out[#out + 1] = what(e) end
  end
  pandoc.Div(blocks):walk {
    traverse = 'topdown',
    Str = add(word), Code = add(word), Math = add(word),
    Space = add(gap), SoftBreak = add(gap), LineBreak = add(gap),
    Para = add(gap), Plain = add(gap),
    CodeBlock = add(function(b)
      return ' ' .. table.concat(lesson:fence_of(b).body, ' ') .. ' '
    end) }
  return (table.concat(out):gsub('%s+', ' '):gsub('^ ', ''))
end

-- A row of the search text: page and anchor, where that is, heading, text.
function search.row(rows, page, where, heading, text)
  rows[#rows + 1] = '[' .. table.concat({ json.string(page),
    json.string(where), json.string(heading), json.string(text) }, ',') .. ']'
end

-- One row a section of a lesson.
function search.rows(lesson, title, rows)
  local blocks, heading, id = {}, title, ''
  local function flush()
    local page = lesson.slug .. '.html' .. (id ~= '' and '#' .. id or '')
    search.row(rows, page, lesson.word .. ' ' .. lesson.number, heading,
      words_of(lesson, blocks))
  end
  for _, block in ipairs(lesson.doc.blocks) do
    if block.t == 'Header' then
      flush()
      blocks, id = {}, block.identifier
      heading = pandoc.utils.stringify(block)
    else
      blocks[#blocks + 1] = block
    end
  end
  flush()
end

-- The file the search box loads.  A script, because a page opened from
-- file:// may not fetch anything else.
function search.script(rows)
  return 'window.BOOK_TEXT = [\n' .. table.concat(rows, ',\n') .. '\n];\n'
end

return search
