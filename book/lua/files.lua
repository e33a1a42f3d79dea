-- files.lua - reading, writing and naming files, with nothing but what every
-- pandoc from 2.17 on offers.
local files = {}

-- The bytes of a file, or nil when it cannot be read.
function files.read(path)
  local f = io.open(path, 'rb')
  if not f then return nil end
  local bytes = f:read('a') -- nil for a directory
  f:close()
  return bytes
end

function files.write(path, bytes)
  local f, why = io.open(path, 'wb')
  if not f then error('book: cannot write ' .. why, 0) end
  f:write(bytes)
  f:close()
end

-- True for a file and for a directory.
function files.exists(path)
  local f = io.open(path, 'rb')
  if f then f:close() end
  return f ~= nil
end

-- a/b/../c -> a/c.  A path that climbs above its start keeps its dots.
function files.normal(path)
  local parts = {}
  for part in path:gmatch('[^/]+') do
    if part == '..' and #parts > 0 and parts[#parts] ~= '..' then
      table.remove(parts)
    elseif part ~= '.' then
      parts[#parts + 1] = part
    end
  end
  return (path:sub(1, 1) == '/' and '/' or '') .. table.concat(parts, '/')
end

-- The names in a directory, sorted; none when it is no directory.
function files.list(path)
  local names = {}
  if pandoc.system.list_directory then -- pandoc 3
    local done, found = pcall(pandoc.system.list_directory, path)
    for _, name in ipairs(done and found or {}) do
      names[#names + 1] = name
    end
  else
    local quoted = "'" .. path:gsub("'", "'\\''") .. "/'"
    local pipe = io.popen('ls -A ' .. quoted .. ' 2>/dev/null')
    for name in pipe:lines() do names[#names + 1] = name end
    pipe:close()
  end
  table.sort(names)
  return names
end

-- The lines of a text, without their ends.
function files.lines(text)
  local lines = {}
  text = text:gsub('\r\n', '\n')
  if text:sub(-1) ~= '\n' then text = text .. '\n' end
  for line in text:gmatch('(.-)\n') do lines[#lines + 1] = line end
  return lines
end

return files
