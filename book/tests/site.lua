-- site.lua - look at a built site: does every link lead somewhere, is every id
-- there once, has everything a name, does any page ask another machine for
-- anything, and is each listing the code of the program?
local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = here .. '/../lua/?.lua;' .. package.path
local files = require 'files'
local region = require 'region'

local faults = {}
local function fault(...) faults[#faults + 1] = string.format(...) end

local ENTITIES = { amp = '&', lt = '<', gt = '>', quot = '"' }
local function text_of(markup)
  return (markup:gsub('<[^>]*>', ''):gsub('&(%l+);', ENTITIES)
    :gsub('&#39;', "'"))
end

local function ids_of(name, page)
  local ids = {}
  for id in page:gmatch('%sid="([^"]*)"') do
    if ids[id] then fault('%s: id %s twice', name, id) end
    ids[id] = true
  end
  return ids
end

local function check_links(site, pages, name, page)
  for target in page:gmatch('<a [^>]-href="([^"]*)"') do
    local path, id = target:match('^([^#]*)#?(.*)$')
    local web = target:match('^%a+:')
    local to = pages[path == '' and name or path]
    if to and id ~= '' and not to.ids[id] then
      fault('%s: no #%s for the link %s', name, id, target)
    elseif not web and not to and not files.exists(site .. '/' .. path) then
      fault('%s: the link %s leads nowhere', name, target)
    end
  end
end

-- Whatever a browser would load by itself must be a file of the site.
local function check_requests(site, name, page)
  local function loads(target)
    if target:match('^data:') or target:match('^#') then return end
    if target:match('^%a+:') or target:match('^//')
       or not files.exists(site .. '/' .. target) then
      fault('%s: loads %s', name, target)
    end
  end
  for target in page:gmatch('%ssrc="([^"]*)"') do loads(target) end
  for target in page:gmatch('<link [^>]-href="([^"]*)"') do loads(target) end
  for target in page:gmatch('url%(([^)]*)%)') do loads(target) end
  for _, word in ipairs { '@import', 'fetch%(', 'XMLHttpRequest', 'sendBeacon',
                          '<iframe', '<object', ' on%l+="' } do
    if page:match(word) then fault('%s: holds %s', name, word) end
  end
end

local function check_names(name, page)
  local _, titles = page:gsub('<h1', '')
  if titles ~= 1 then fault('%s: %d h1', name, titles) end
  if not page:match('<html lang="%a') then fault('%s: no language', name) end
  if not page:match('<title>[^<]+</title>') then fault('%s: no title', name) end
  for image in page:gmatch('<img[^>]*>') do
    if not image:match('alt="[^"]+"') then fault('%s: %s', name, image) end
  end
  for inside in page:gmatch('<a [^>]*>(.-)</a>') do
    if not text_of(inside):match('%S') then fault('%s: an empty link', name) end
  end
  for tag in page:gmatch('<svg[^>]*>') do
    if not tag:match('aria%-hidden') and not (tag:match('role="img"')
       and tag:match('aria%-label')) then fault('%s: %s', name, tag) end
  end
end

-- The code on the page is lines `first` to `last` of the file it names.
local function check_listings(root, name, page)
  local count = 0
  for figure in page:gmatch('<figure class="listing.-</figure>') do
    local file = text_of(figure:match('<span class="file">(.-)</span>'))
    local first, last = figure:match('lines (%d+)–(%d+)')
    if not first then first = figure:match('>line (%d+)<'); last = first end
    local code = text_of(figure:match('<code[^>]*>(.*)</code>'))
    local shown, source = files.lines(code), region.source(root .. '/' .. file)
    count = count + 1
    for n = tonumber(first or 1), tonumber(last or 0) do
      local line = shown[n - first + 1]
      if source.lines[n]:gsub('^ +', '') ~= line:gsub('^ +', '') then
        fault('%s: line %d of %s is not the program\'s', name, n, file)
      end
    end
    if first and #shown ~= last - first + 1 then
      fault('%s: %s %s-%s has %d lines', name, file, first, last, #shown)
    end
  end
  return count
end

function Pandoc(doc)
  local site = pandoc.utils.stringify(doc.meta.site)
  local root = pandoc.utils.stringify(doc.meta.root)
  local pages, listings = {}, 0
  for _, name in ipairs(files.list(site)) do
    local text = files.read(site .. '/' .. name)
    if name:match('%.html$') then
      pages[name] = { text = text, ids = ids_of(name, text) }
    elseif name:match('%.css$') or name == 'book.js' or name == 'live.js' then
      check_requests(site, name, text)
    end
  end
  for name, page in pairs(pages) do
    check_links(site, pages, name, page.text)
    check_requests(site, name, page.text)
    check_names(name, page.text)
    listings = listings + check_listings(root, name, page.text)
  end
  if not pages['index.html'] then fault('there is no index.html') end
  if listings == 0 then fault('there is no listing at all') end
  table.sort(faults)
  for _, sentence in ipairs(faults) do print(sentence) end
  if #faults > 0 then os.exit(1) end
  return pandoc.Pandoc {}
end
