-- slides.lua - one deck a lesson, for a room: the headings, the first
-- words of each paragraph, and every listing, run, table and picture.
-- The whole paragraphs are the speaker's notes.
--
-- A deck is split so that no slide is higher than 720 pixels at a width of
-- 1280; export.mk's test measures that in a browser.
local files = require 'files'
local html = require 'html'
local region = require 'region'
local transcript = require 'transcript'
local typeset = require 'typeset'
local stringify = pandoc.utils.stringify

local ROOM = 520     -- pixels below the heading for code and pictures,
local FULL = 550     -- and for all that stands there
local COLUMNS = 74   -- characters of a line of text
local HIGHLIGHT = { c = 'c', sh = 'bash', python = 'python', make = 'makefile' }

-- Inlines without what a room cannot follow: notes go, links are words.
local function plain(inlines)
  return pandoc.Plain(inlines):walk {
    Note = function() return {} end,
    Link = function(l) return l.content end }.content
end

-- Up to the first full stop, question or exclamation mark before a space;
-- a short sentence says little alone and takes the next one along.
local SHORT = 60
local function first_sentence(inlines)
  local out = pandoc.Inlines {}
  for k, x in ipairs(inlines) do
    local after = inlines[k + 1]
    out:insert(x)
    local ends = x.t == 'Str' and x.text:match('[.?!][)”’"]*$')
      and not x.text:match('%.%.%.$')
    if ends and after and (after.t == 'Space' or after.t == 'SoftBreak')
       and utf8.len(stringify(out)) >= SHORT then
      break
    end
  end
  return out
end

-- A block whose options keep their dashes; names of tables break at marks.
local function write(block)
  return html.write(typeset.code { block })
end

local function height_of_text(blocks)
  local n = utf8.len(stringify(blocks)) or 80
  return math.ceil(n / COLUMNS) * 41 + 14
end

-- The slides of one lesson; `open` collects what fits on the current one.
local deck = {}

function deck:flush()
  if #self.open > 0 then
    self.slides[#self.slides + 1] = ('<section class="slide"><h2>%s</h2>'
      .. '<div class="body">%s</div>%s</section>'):format(
      self.heading .. (self.again and ' <small>(continued)</small>' or ''),
      table.concat(self.open, '\n'), #self.notes > 0 and
      '<aside class="notes">' .. table.concat(self.notes, '\n') .. '</aside>'
      or '')
    self.again = true
  end
  self.open, self.notes, self.used = {}, {}, 0
end

-- A piece of `height` pixels; onto a new slide when there is no room left.
function deck:put(text, height)
  if self.used + height > FULL then self:flush() end
  self.open[#self.open + 1] = text
  self.used = self.used + height
end

function deck:note(block)
  self.notes[#self.notes + 1] = html.write { block }
end

-- Code as large as it can be; what is too long for any size goes on on the
-- next slide.  Runs and messages may be wider than a slide: their lines are
-- folded.
local SIZES = { { 'large', 31, 84 }, { 'small', 24, 102 }, { 'tiny', 19.5, 122 } }

local function fold(text, columns)
  local lines = 0
  for line in (text .. '\n'):gmatch('(.-)\n') do
    lines = lines + math.max(1, math.ceil((utf8.len(line) or #line) / columns))
  end
  return lines
end

-- The first of the text's lines that fit, up to the last empty one that leaves
-- no less than half, and the others; nil when all fit.
local function split(text)
  local lines = files.lines(text)
  local most = math.floor(ROOM / SIZES[3][2]) - 2
  if fold(text, SIZES[3][3]) <= most then return nil end
  local cut = most
  for n = most, most // 2, -1 do
    if lines[n] == '' then cut = n break end
  end
  return table.concat(lines, '\n', 1, cut), table.concat(lines, '\n', cut + 1)
end

function deck:code(text, class, shown)
  local first, rest = split(text)
  if first then -- the marks of `shown` never go over the end of a line
    local a, b
    if shown then
      local n = select(2, first:gsub('\n', '')) + 1
      local lines = files.lines(shown)
      a, b = table.concat(lines, '\n', 1, n), table.concat(lines, '\n', n + 1)
    end
    self:code(first, class, a)
    self:flush()
    return self:code(rest, class, b)
  end
  local size, lines = SIZES[3], 0
  for _, candidate in ipairs(SIZES) do
    lines = fold(text, candidate[3])
    size = candidate
    if lines * candidate[2] <= 0.9 * ROOM
       and (shown or lines == fold(text, 1e9)) then break end
  end
  local body = shown and '<pre>' .. shown .. '</pre>'
    or html.write { pandoc.CodeBlock(text, pandoc.Attr('', { class })) }
  self:put(('<div class="code %s%s">%s</div>'):format(size[1],
    shown and ' folds' or '', body), math.min(lines * size[2] + 54, ROOM))
end

function deck:fence(f)
  if f.attributes.file then
    local path = self.lesson:path(f.attributes.file)
    local quote = region.quote(files.normal(self.lesson.root .. '/' .. path),
      f.attributes.region)
    self:code(table.concat(quote.lines, '\n'), HIGHLIGHT[f.lang] or 'default')
  elseif f.lang == 'console' then
    local shown, text = {}, {}
    for _, line in ipairs(transcript.lines(f)) do
      local safe = html.escape(line.text)
      text[#text + 1] = line.text
      shown[#shown + 1] = line.typed and '<kbd>' .. safe .. '</kbd>' or safe
    end
    self:code(table.concat(text, '\n'), '', table.concat(shown, '\n'))
  else
    local text = table.concat(f.body, '\n')
    self:code(text, HIGHLIGHT[f.lang],
      not HIGHLIGHT[f.lang] and html.escape(text) or nil)
  end
end

function deck:picture(image)
  local path = self.lesson.root .. '/' .. self.lesson:path(image.src)
  local alt = stringify(image.caption)
  local art = files.normal(path):match('%.svg$')
    and html.svg(files.normal(path), 's' .. #self.slides, alt)
  if not art then return end
  self:flush()
  self:put('<figure>' .. art .. '</figure>', ROOM)
  self:note(pandoc.Para(image.caption))
end

function deck:paragraph(content)
  if #content == 1 and content[1].t == 'Image' then
    return self:picture(content[1])
  end
  local words = plain(content)
  local block = pandoc.Plain(first_sentence(words))
  self:put('<p>' .. write(block) .. '</p>', height_of_text { block })
  if stringify(block) ~= stringify(words) then self:note(pandoc.Para(words)) end
end

function deck:list(items, ordered)
  for k, item in ipairs(items) do
    local first = item[1]
    local words = first and (first.t == 'Para' or first.t == 'Plain')
      and first_sentence(plain(first.content)) or nil
    if words then
      local block = pandoc.Plain(words)
      self:put(('<p class="item"><b>%s</b> %s</p>'):format(
        ordered and k .. '.' or '–', write(block)),
        height_of_text { block })
      if stringify(block) ~= stringify(item) then
        self:note(pandoc.Div(item))
      end
    end
    for n = 2, #item do self:block(item[n]) end
  end
end

local HEADING = 60 -- of a table

local function height_of_row(row)
  local most = 1
  for _, cell in ipairs(row) do
    most = math.max(most, math.ceil((utf8.len(stringify(cell)) or 1) / (72 / #row)))
  end
  return most * 30 + 13
end

-- A table that does not fit goes on on the next slide, below the same heading:
-- about as many rows on each.
function deck:table(t)
  local simple = pandoc.utils.to_simple_table(t)
  local all, rows, height, total = simple.rows, {}, HEADING, 0
  for _, row in ipairs(all) do total = total + height_of_row(row) end
  local share = HEADING + total / math.ceil(total / (ROOM - HEADING))
  local function put()
    simple.rows = rows
    self:put('<div class="table">' .. write(pandoc.utils.from_simple_table(simple))
      .. '</div>', height)
    rows, height = {}, HEADING
  end
  for _, row in ipairs(all) do
    if #rows > 0 and (height >= share or height + height_of_row(row) > ROOM) then put() end
    rows[#rows + 1] = row
    height = height + height_of_row(row)
  end
  put()
end

-- What a question and its answers need, to stand on one slide.
local function height_of_question(q)
  local height = 20
  for _, b in ipairs(q.content) do
    local items = b.t == 'Div' and b.content[1] or b
    if items.t == 'BulletList' then
      for _, item in ipairs(items.content) do height = height + height_of_text(item) end
    else
      height = height + height_of_text { b }
    end
  end
  return height
end

-- GitHub's notes: the bold first words are what the room reads, and all of
-- what it is asked.
function deck:quote(q)
  local first = q.content[1]
  local asks = first and stringify(first):match('^%[!TIP%]')
  local needs = height_of_question(q)
  if asks and self.used + needs > FULL and needs <= FULL then self:flush() end
  if first and first.t == 'Para' then
    local words = plain(first.content)
    if words[1] and words[1].t == 'Str' and words[1].text:match('^%[!') then
      words:remove(1)
      while words[1] and words[1].t ~= 'Str' and words[1].t ~= 'Strong' do
        words:remove(1)
      end
    end
    local block = asks and pandoc.Plain(words) or words[1] and words[1].t == 'Strong'
      and pandoc.Plain { words[1] } or pandoc.Plain(first_sentence(words))
    self:put('<p class="care">' .. write(block) .. '</p>',
      height_of_text { block } + 20)
    self:note(pandoc.Para(words))
  end
  for k = 2, #q.content do self:block(q.content[k]) end
end

function deck:block(b)
  if b.t == 'Header' then
    self:flush()
    local title = html.write_inlines(plain(b.content))
    self.heading = b.level == 2 and title or self.section .. ': ' .. title
    if b.level == 2 then self.section = title end
    self.again = false
  elseif b.t == 'Para' or b.t == 'Plain' then
    self:paragraph(b.content)
  elseif b.t == 'CodeBlock' then
    self:fence(self.lesson:fence_of(b))
  elseif b.t == 'BulletList' or b.t == 'OrderedList' then
    self:list(b.content, b.t == 'OrderedList')
  elseif b.t == 'BlockQuote' then
    self:quote(b)
  elseif b.t == 'Table' then
    self:table(b)
  elseif b.t == 'Div' then
    for _, inner in ipairs(b.content) do self:block(inner) end
  end
end

-- Write a deck for each lesson into the directory `out`.
return function(book, out)
  local template = files.read(book.here .. '/theme/slides.html')
  for _, lesson in ipairs(book.lessons) do
    local title = lesson.title_html
    local self = setmetatable({ lesson = lesson, slides = {}, open = {},
      notes = {}, used = 0, heading = title, section = title },
      { __index = deck })
    self.slides[1] = ('<section class="slide title"><p>%s · %s %s</p>'
      .. '<h1>%s</h1><p class="question">%s</p><p>%s</p></section>'):format(
      html.escape(book.title), lesson.word, lesson.number, title, lesson.question or '',
      lesson.minutes or '')
    for _, b in ipairs(lesson.doc.blocks) do self:block(b) end
    self:flush()
    files.write(out .. '/' .. lesson.slug .. '.html', html.fill(template, {
      lang = book.lang, title = html.escape(stringify(lesson.title)),
      slides = table.concat(self.slides, '\n') }))
  end
end
