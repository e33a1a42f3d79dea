-- html.lua - small pieces of HTML that the site and the print edition share.
local files = require 'files'
local html = {}

local ESCAPES = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;',
                  ['"'] = '&quot;' }

function html.escape(text)
  return (text:gsub('[&<>"]', ESCAPES))
end

function html.block(text)
  return pandoc.RawBlock('html', text)
end

function html.inline(text)
  return pandoc.RawInline('html', text)
end

-- pandoc puts an empty, focusable link without a name before every line of
-- code.  Without .numberLines nobody needs it: the line keeps its id, and the
-- style sheet draws the number.
local function plain_code_lines(text)
  return (text:gsub('<span id="([%w-]+)%-(%d+)"><a href="#[%w-]+"[^>]*></a>',
                    '<span class="ln" id="%1-%2">'))
end

-- A heading cell that says nothing heads nothing: to a screen reader the
-- corner of a table is a cell like others.
local function plain_corners(text)
  return (text:gsub('<th([^>]*)></th>', '<td%1></td>'))
end

-- What no line may break: an option of a command behind one of its dashes,
-- and a formula before the sign that follows it.
local LONGEST = 28 -- letters; more would be wider than a phone
local function whole(text)
  return '<span class="whole">' .. text .. '</span>'
end
local function unbroken(text)
  text = text:gsub('<code>([^<]*)</code>', function(code)
    return '<code>' .. code:gsub('%f[^%s%z](%-%-?%w%S*)', function(option)
      return #option <= LONGEST and whole(option) or nil
    end) .. '</code>'
  end)
  return (text:gsub('(<math display="inline".-</math>)([,.;:?!)]*)', function(math, sign)
    return sign ~= '' and whole(math .. sign) or nil
  end))
end

-- Brackets grow where TeX would let them, behind \left.  pandoc lets all of
-- them, and a browser puts gaps around one that may grow.
local function plain_brackets(text)
  return (text:gsub('<math.-</math>', function(math)
    return not math:find('\\left', 1, true)
      and math:gsub('<mo stretchy="true"', '<mo stretchy="false"') or nil
  end))
end

-- Blocks as HTML with MathML.
function html.write(blocks)
  local text = pandoc.write(pandoc.Pandoc(blocks), 'html',
    { html_math_method = 'mathml', wrap_text = 'wrap-none' })
  return unbroken(plain_brackets(plain_corners(plain_code_lines(text))))
end

function html.write_inlines(inlines)
  return (html.write { pandoc.Plain(inlines) }:gsub('\n$', ''))
end

-- A template's $name$ places, filled.
function html.fill(template, values)
  return (template:gsub('%$([%l_]+)%$', function(name)
    return values[name] or error('book: the template asks for ' .. name, 0)
  end))
end

-- An SVG file as part of the page, so that it follows the page's colours.
-- Its ids get a prefix: two pictures of one page may use the same.  `edit` may
-- change it before.
function html.svg(path, prefix, label, edit)
  local text = files.read(path)
  if edit then text = edit(text) end
  text = text:gsub('<%?xml.-%?>%s*', ''):gsub('<!DOCTYPE.->%s*', '')
  text = text:gsub('<!%-%-.-%-%->%s*', '')
  text = text:gsub('([%s])id="([^"]+)"', '%1id="' .. prefix .. '-%2"')
  text = text:gsub('url%(#([^)]+)%)', 'url(#' .. prefix .. '-%1)')
  text = text:gsub('href="#([^"]+)"', 'href="#' .. prefix .. '-%1"')
  text = text:gsub('aria%-(%l+by)="([^"]+)"', function(what, ids)
    return ('aria-%s="%s"'):format(what, ids:gsub('(%S+)', prefix .. '-%1'))
  end)
  if not text:match('<svg[^>]*%srole=') then
    text = text:gsub('<svg', '<svg role="img"', 1)
  end
  if not text:match('<svg[^>]*%saria%-label') then
    label = html.escape(label):gsub('%%', '%%%%')
    text = text:gsub('<svg', '<svg aria-label="' .. label .. '"', 1)
  end
  return text
end

return html
