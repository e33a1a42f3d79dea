-- sync.lua - put the code of the named regions into the lessons' fences.
--     pandoc -f markdown -L book/sync.lua -M root=. -t plain -o /dev/null /dev/null
local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. '/lua/?.lua;' .. package.path

local files = require 'files'
local fence = require 'fence'
local region = require 'region'
local problems = require 'problems'

-- The lesson's lines with fence bodies replaced; how many were stale.
local function renew(lines, fences, bodies)
  local out, at, changed = {}, 1, 0
  for k, f in ipairs(fences) do
    if bodies[k] then
      table.move(lines, at, f.line, #out + 1, out)
      for _, line in ipairs(bodies[k]) do
        out[#out + 1] = line ~= '' and f.prefix .. line
                        or f.prefix:gsub('%s+$', '')
      end
      at = f.last
      if table.concat(f.body, '\n') ~= table.concat(bodies[k], '\n') then
        changed = changed + 1
      end
    end
  end
  table.move(lines, at, #lines, #out + 1, out)
  return out, changed
end

-- The lesson in `dir`; its programs are those of the chapter in any language.
local function sync(root, slug, dir)
  local name = dir .. '/' .. slug .. '/README.md'
  local text = files.read(root .. '/' .. name)
  if not text then return end
  local fences, lines = fence.scan(text)
  local bodies = {}
  for k, f in ipairs(fences) do
    if f.attributes.file then
      local path = files.normal(root .. '/chapters/' .. slug .. '/'
                                .. f.attributes.file)
      local quote, why = region.quote(path, f.attributes.region)
      if quote then
        bodies[k] = quote.lines
      else
        problems.add(name, f.line, why)
      end
    end
  end
  local out, changed = renew(lines, fences, bodies)
  if changed > 0 then
    files.write(root .. '/' .. name, table.concat(out, '\n') .. '\n')
    print(('%s: %d listing%s brought up to date'):format(
      name, changed, changed == 1 and '' or 's'))
  end
end

function Pandoc(doc)
  local root = pandoc.utils.stringify(doc.meta.root or '.')
  for _, slug in ipairs(files.list(root .. '/chapters')) do
    sync(root, slug, 'chapters')
    for _, lang in ipairs(files.list(root .. '/book/translations')) do
      sync(root, slug, 'book/translations/' .. lang)
    end
  end
  problems.stop_if_any()
  return pandoc.Pandoc {}
end
