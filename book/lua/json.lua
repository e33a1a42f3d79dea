-- json.lua - JSON, which pandoc 2.17 cannot read for us.
local json = {}

local NAMES = { ['"'] = '\\"', ['\\'] = '\\\\', ['\n'] = '\\n' }
local ESCAPES = { b = '\b', f = '\f', n = '\n', r = '\r', t = '\t' }

-- A text as a JSON string that may also stand inside of a <script>.
function json.string(text)
  return '"' .. text:gsub('[%c"\\<]', function(c)
    return NAMES[c] or ('\\u%04x'):format(c:byte())
  end) .. '"'
end

local value -- (text, at) -> the value there, the place behind it

local function skip(text, at)
  return text:match('^%s*()', at)
end

local function fail(text, at)
  local _, line = text:sub(1, at):gsub('\n', '')
  error(('line %d is not JSON'):format(line + 1), 0)
end

local function quoted(text, at)
  local out = {}
  at = at + 1
  while true do
    local plain, mark, behind = text:match('^([^"\\]*)(["\\])()', at)
    if not plain then fail(text, at) end
    out[#out + 1], at = plain, behind
    if mark == '"' then return table.concat(out), at end
    local letter = text:sub(at, at)
    if letter == 'u' then
      out[#out + 1] = utf8.char(tonumber(text:sub(at + 1, at + 4), 16))
      at = at + 5
    else
      out[#out + 1], at = ESCAPES[letter] or letter, at + 1
    end
  end
end

-- Elements up to the closing bracket; `one` reads one and returns the place.
local function list(text, at, close, one)
  at = skip(text, at + 1)
  if text:sub(at, at) == close then return at + 1 end
  while true do
    at = skip(text, one(at))
    local mark = text:sub(at, at)
    if mark == close then return at + 1 end
    if mark ~= ',' then fail(text, at) end
    at = skip(text, at + 1)
  end
end

local WORDS = { ['true'] = true, ['false'] = false }

function value(text, at)
  at = skip(text, at)
  local out, mark = {}, text:sub(at, at)
  if mark == '"' then return quoted(text, at) end
  if mark == '[' then
    return out, list(text, at, ']', function(here)
      local element, behind = value(text, here)
      out[#out + 1] = element
      return behind
    end)
  elseif mark == '{' then
    return out, list(text, at, '}', function(here)
      if text:sub(here, here) ~= '"' then fail(text, here) end
      local key, behind = quoted(text, here)
      behind = skip(text, behind)
      if text:sub(behind, behind) ~= ':' then fail(text, behind) end
      out[key], behind = value(text, behind + 1)
      return behind
    end)
  end
  local word, behind = text:match('^([%w.+-]+)()', at)
  if word == 'null' then return nil, behind end
  if WORDS[word] ~= nil then return WORDS[word], behind end
  if not tonumber(word) then fail(text, at) end
  return tonumber(word), behind
end

-- The value of a JSON text; an error names the line that is none.
function json.read(text)
  return (value(text, 1))
end

return json
