-- fence.lua - the fenced blocks of a lesson, with their line numbers.
--
-- pandoc's tree does not say where a block stood, and old pandocs do not read
-- ```c {file=a.c}.  So fences are found here, line by line; the driver then
-- gives pandoc a copy in which fence 7 has the language mh7.
local files = require 'files'
local fence = {}

-- `lang {key=value ...}` -> lang, {key = value}, keys in order, a sentence
-- when it cannot be read.
local function parse_info(info)
  local lang, rest = info:match('^([%w_+-]*)%s*(.-)%s*$')
  local attributes, keys = {}, {}
  if rest == '' then return lang, attributes, keys end
  local inside = rest:match('^{(.*)}$')
  if not inside then
    return lang, attributes, keys, 'cannot read "' .. rest .. '" after ```'
  end
  for word in inside:gmatch('%S+') do
    local key, value = word:match('^([%w_-]+)=(.+)$')
    if not key then
      return lang, attributes, keys, '"' .. word .. '" is not key=value'
    end
    attributes[key] = value:match('^"(.*)"$') or value
    keys[#keys + 1] = key
  end
  return lang, attributes, keys
end

-- Every fence of `text`: lang, attributes, keys, fault, line and last (of the
-- two ``` lines), prefix (quote marks or indent before each line), body.
-- Also returns the lesson's lines, and the same with fences blanked out.
function fence.scan(text)
  local lines, prose, fences = files.lines(text), {}, {}
  local open
  for n, line in ipairs(lines) do
    prose[n] = ''
    if open then
      local own = line
      if line:sub(1, #open.prefix) == open.prefix then
        own = line:sub(#open.prefix + 1)
      elseif open.prefix:match('>') then -- "> " shortened to ">"
        own = line:gsub('^[> ]*', '', 1)
      end
      if own:match('^%s*' .. open.ticks .. '`*%s*$') then
        open.last, open = n, nil
      else
        table.insert(open.body, own)
      end
    else
      local prefix, ticks, info = line:match('^([%s>]*)(```+)([^`]*)$')
      if ticks then
        open = { line = n, prefix = prefix, ticks = ticks, body = {} }
        open.lang, open.attributes, open.keys, open.fault = parse_info(info)
        fences[#fences + 1] = open
      else
        prose[n] = line
      end
    end
  end
  if open then
    open.last, open.fault = #lines, 'this fence is never closed'
  end
  return fences, lines, prose
end

-- The lesson as pandoc gets it: the language of fence k is mhk.
function fence.for_pandoc(lines, fences)
  local copy = table.move(lines, 1, #lines, 1, {})
  for k, f in ipairs(fences) do
    copy[f.line] = f.prefix .. f.ticks .. 'mh' .. k
  end
  return table.concat(copy, '\n') .. '\n'
end

return fence
