-- contract.lua - what a contract.h promises: the general part, and the parts
-- that belong to one exercise.
local files = require 'files'
local contract = {}

-- Pieces of the file, in order: a comment, or a declaration with the comment
-- before it; each {first, last, text, code}.  Preprocessor lines are none.
local function pieces(lines)
  local out, open, comment, depth = {}, nil, false, 0
  for n, line in ipairs(lines) do
    local starts = not comment and line:match('^%s*/%*') ~= nil
    local directive = not comment and line:match('^#')
    if not open and line:match('%S') and not directive then
      open = { first = n, code = '' }
    end
    if starts then comment = true end
    if open and not comment and not directive then
      open.code = open.code .. line .. '\n'
      depth = depth + select(2, line:gsub('{', '')) - select(2, line:gsub('}', ''))
    end
    if comment and line:match('%*/%s*$') then comment = false end
    local declared = open and not comment and not starts and depth == 0
      and line:match(';%s*$')
    local alone = open and not comment and open.code:match('^%s*$')
      and (directive or not line:match('%S'))
    if declared or alone then
      open.last = declared and n or n - 1
      open.text = table.concat(lines, '\n', open.first, open.last)
      out[#out + 1], open = open, nil
    end
  end
  return out
end

local function wants(piece, names)
  for _, name in ipairs(names) do
    if piece.code:match('%f[%w_]' .. name .. '%s*%(')
       or piece.text:match('^/%*[%s*]*' .. name:gsub('%.', '%%.') .. '%f[^%w_]') then
      return true
    end
  end
end

-- The types that some text speaks of and this piece defines.
local function defines(piece, text)
  local kind, name = piece.code:match('%f[%w](%l+)%s+([%w_]+)%s*{')
  return kind and text:match('%f[%w_]' .. kind .. '%s+' .. name .. '%f[^%w_]')
end

-- What `path` says to everybody (its first comment as paragraphs of text),
-- and the lines {first, last} that belong to the names, in order.
function contract.read(path, names)
  local text = files.read(path)
  if not text then return {}, {} end
  local all, chosen, spoken = pieces(files.lines(text)), {}, ''
  for _, piece in ipairs(all) do
    if wants(piece, names) then
      chosen[piece], spoken = true, spoken .. piece.text
    end
  end
  local parts = {}
  for k, piece in ipairs(all) do
    if k > 1 and (chosen[piece] or defines(piece, spoken)) then
      parts[#parts + 1] = piece
    end
  end
  local general, first = {}, true
  local comment = text:match('^/%*(.-)%*/') or ''
  for paragraph in (comment:gsub('\n %* ?', '\n') .. '\n\n')
      :gmatch('%s*(.-)\n%s*\n') do
    if not first and paragraph:match('%S') then
      general[#general + 1] = paragraph
    end
    first = false
  end
  return general, parts
end

return contract
