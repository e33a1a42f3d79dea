-- typeset.lua - what only paper needs: listings that are split between
-- functions, words of code that break where a reader would break them, notes
-- below their paragraph, and the page that a link leads to.
local fold = require 'fold'
local html = require 'html'
local typeset = {}

local WHOLE = 25  -- a listing of so many lines is never split
local OPTION = 26 -- nor an option of so many characters
local WIDE = 700  -- pixels: a wider picture goes in two rows, if it can
local POINTS = 0.61 -- a pixel of a picture: 640 fill the page's width

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

-- A long name may be broken behind a mark that parts it, not in a word.
local function breakable(text)
  local out = html.escape(text)
  if #text > 14 then
    out = out:gsub('[_/=,:.]+%f[%w]', '%0<wbr>')
  end
  return out
end

-- Code of a sentence.  An option keeps its dashes.
local function code(c)
  local out = {}
  for blank, word in c.text:gmatch('(%s*)(%S+)') do
    local option = word:match('^%-') and #word <= OPTION
    out[#out + 1] = blank .. (option and '<span class="whole">' .. html.escape(word)
      .. '</span>' or breakable(word))
  end
  return html.inline('<code>' .. table.concat(out) .. '</code>')
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
  notes:insert(1, pandoc.Para(content))
  return notes
end

-- Chromium names a place in the PDF by its id, with odd bytes as %CF%80.
-- pdf.sh puts the page's number in the place of the zeros.
function typeset.page_of(id)
  return ('<i data-for="%s">000</i>'):format(id:gsub('[^%w._~-]', function(c)
    return ('%%%02X'):format(c:byte())
  end))
end

-- All pictures in one scale, so that their letters are of one size.
function typeset.picture(svg)
  local width = tonumber(svg:match('<svg[^>]*%swidth="(%d+)"'))
  if not width then return svg end
  if width > WIDE then
    local folded, half = fold(svg, width)
    svg, width = folded or svg, half or width
  end
  return (svg:gsub('<svg', ('<svg style="width: %.0fpt"'):format(width * POINTS), 1))
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
