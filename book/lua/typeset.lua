-- typeset.lua - what only paper needs: listings that are split between
-- functions, words of code that break where a reader would break them, notes
-- below their paragraph, and the page that a link leads to.
local fold = require 'fold'
local html = require 'html'
local typeset = {}

local WHOLE = 25  -- a listing of so many lines is never split
local SHORT = 16  -- code of so many characters stays on one line
local OPTION = 26 -- and so does an option
local LONG = 34   -- a longer word may be broken in prose, too
local WIDE = 640  -- pixels of a picture that fill the page's width
local WIDEST = 790 -- and with the margins; a wider one goes in two rows
local POINTS = 0.61 -- one such pixel,
local FOLDED = 0.56 -- and one where there are two rows

-- The lines of a listing as {{first, lines}}: all in one part, or a long one
-- cut behind the blank lines before what begins at the edge.
function typeset.parts(lines)
  local parts = { { first = 1, lines = {} } }
  for n, line in ipairs(lines) do
    if #lines > WHOLE and n > 1 and lines[n - 1] == '' and line:match('^[^%s}]') then
      parts[#parts].lines[#parts[#parts].lines] = ' ' -- or it is dropped
      parts[#parts + 1] = { first = n, lines = {} }
    end
    table.insert(parts[#parts].lines, line)
  end
  return parts
end

local function whole(text)
  return '<span class="whole">' .. html.escape(text) .. '</span>'
end

-- A long name may be broken behind a mark that parts it, not in a word.
local function breakable(text)
  return (html.escape(text):gsub('[_/=,:.]+%f[%w]', '%0<wbr>'))
end

-- Code of a sentence.  An option keeps its dashes, and -n its number.
-- print.css lets long names be broken in tables and in .far.
local function code(c)
  if #c.text <= SHORT then return html.inline('<code>' .. whole(c.text) .. '</code>') end
  local out, far = {}, ''
  for blank, word in c.text:gsub('%-n (%d)', '-n\0%1'):gmatch('([ \n]*)([^ \n]+)') do
    if #word > LONG then far = ' class="far"' end
    word = word:gsub('%z', ' ')
    local option = word:match('^%-') and #word <= OPTION
    out[#out + 1] = blank .. (option and whole(word) or breakable(word))
  end
  return html.inline('<code' .. far .. '>' .. table.concat(out) .. '</code>')
end

function typeset.code(blocks)
  return pandoc.Div(blocks):walk { Code = code }.content
end

-- A note's text leaves the sentence for the end of the paragraph.
function typeset.notes(paragraph)
  local notes = pandoc.Blocks {}
  local content = pandoc.Span(paragraph.content):walk {
    Span = function(span)
      if not span.classes:includes('margin') then return nil end
      notes:extend { html.block('<div class="margin" role="note">'),
        pandoc.Plain(span.content), html.block('</div>') }
      return {}
    end }.content
  if #notes == 0 then return nil end
  notes:insert(1, html.block('<div class="noted">'))
  notes:insert(2, pandoc.Para(content))
  notes:insert(html.block('</div>'))
  return notes
end

-- Chromium names a place in the PDF by its id, with odd bytes as %CF%80.
-- pdf.sh puts the page's number in the place of the zeros.
function typeset.page_of(id)
  return ('<i data-for="%s">000</i>'):format(id:gsub('[^%w._~-]', function(c)
    return ('%%%02X'):format(c:byte())
  end))
end

-- Pictures in one scale, so that their letters are of one size.
function typeset.picture(svg)
  local width = tonumber(svg:match('<svg[^>]*%swidth="(%d+)"'))
  if not width then return svg end
  local folded, half
  if width > WIDEST then folded, half = fold(svg, width) end
  if not folded and width > WIDE then return (svg:gsub('<svg', '<svg class="hangs"', 1)) end
  return ((folded or svg):gsub('<svg', ('<svg style="width: %.0fpt"'):format(
    folded and half * FOLDED or width * POINTS), 1))
end

-- A place within a lesson is found by its page, a web page by its address.
function typeset.place(lesson, link, id)
  local inlines = pandoc.Inlines { link }
  inlines:insert(html.inline((' <span class="on-page">(%s&nbsp;%s)</span>')
    :format(lesson:say('page'), typeset.page_of(id))))
  return inlines
end

function typeset.address(link)
  if pandoc.utils.stringify(link):find('://', 1, true) then return nil end
  local shown = link.target:gsub('^https?://', '')
  return { link, html.inline(' <span class="on-page">(' .. breakable(shown)
    .. ')</span>') }
end

return typeset
