-- transform.lua - a lesson's tree as the book shows it: numbered listings,
-- transcripts, pictures, notes, links.  Lessons were checked before.
local files = require 'files'
local glossary = require 'glossary'
local html = require 'html'
local quiz = require 'quiz'
local region = require 'region'
local transcript = require 'transcript'
local translation = require 'translation'
local typeset = require 'typeset'
local stringify = pandoc.utils.stringify

local HIGHLIGHT = { c = 'c', sh = 'bash', python = 'python', make = 'makefile' }
local SCROLLS = ' tabindex="0" role="group" aria-label="%s"'
-- Pictures that move on the site when the reader asks (theme/live), with the
-- measurements beside them that they show.
local LIVE = { ['darts.svg'] = { 'darts' }, ['bcast.svg'] = { 'bcast' },
  ['laws.svg'] = { 'laws' }, ['pool.svg'] = { 'pool', 'tasks.csv' },
  ['cliff.svg'] = { 'cliff', 'cliff.csv' } }
local NOTES = {
  NOTE = { 'note', 'Note' }, IMPORTANT = { 'note', 'Note' },
  TIP = { 'try', 'Try it' },
  WARNING = { 'care', 'Take care' }, CAUTION = { 'care', 'Take care' } }

-- The methods below work on one lesson in one mode: site, print or epub.
local maker = {}

-- An id of the lesson; unique over the whole book where it is one document.
function maker:id(id)
  return self.mode == 'site' and id or self.lesson.key .. '-' .. id
end

-- A box that may be wider than the page must be reachable by keyboard.
function maker:scrolls(label)
  if self.mode == 'epub' then return '' end
  return SCROLLS:format(html.escape(self.lesson:say(label)))
end

function maker:code_block(text, lang, id, label, first)
  local attributes = {}
  if first then attributes[#attributes + 1] = { 'startFrom', tostring(first) } end
  if self.mode ~= 'epub' and label then
    attributes[#attributes + 1] = { 'tabindex', '0' }
    attributes[#attributes + 1] = { 'role', 'group' }
    attributes[#attributes + 1] = { 'aria-label', label }
  end
  return pandoc.CodeBlock(text, pandoc.Attr(id, { lang }, attributes))
end

-- Code of one of our programs: number, file, lines, and the code.
function maker:listing(f)
  local lesson = self.lesson
  local path = lesson:program(f.attributes.file)
  local quote = region.quote(files.normal(lesson.root .. '/' .. path),
                             f.attributes.region)
  self.listings = self.listings + 1
  local label = ('%s %s.%d'):format(lesson:say('Listing'), lesson.number, self.listings)
  local lines = f.attributes.region and ('%s %d–%d'):format(lesson:say('lines'),
    quote.first, quote.last) or lesson:say('the whole file')
  if quote.first == quote.last then lines = lesson:say('line') .. ' ' .. quote.first end
  local id = self:id(('listing-%s-%d'):format(lesson.number, self.listings))
  local parts = { { first = 1, lines = quote.lines } }
  if self.mode == 'print' then parts = typeset.parts(quote.lines) end
  local long = #parts > 1 and ' long' or ''
  local figure = pandoc.Blocks {
    html.block(('<figure class="listing%s"><figcaption><span class="label">'
      .. '%s</span> <span class="file">%s</span> <span class="lines">%s'
      .. '</span></figcaption>'):format(long, label, html.escape(path), lines)) }
  for k, part in ipairs(parts) do
    figure:insert(self:code_block(table.concat(part.lines, '\n'),
      HIGHLIGHT[f.lang] or 'default', k == 1 and id or id .. '-part' .. k, label,
      quote.first + part.first - 1))
  end
  figure:insert(html.block('</figure>'))
  return figure
end

-- What the reader types and what comes back.
function maker:console(f)
  local out = {}
  for _, line in ipairs(transcript.lines(f)) do
    local text = html.escape(line.text)
    if not line.typed then
      out[#out + 1] = '<samp>' .. text .. '</samp>'
    elseif text:match('^%$ ') then
      out[#out + 1] = '<span class="prompt">$ </span><kbd>'
        .. text:sub(3) .. '</kbd>'
    else
      out[#out + 1] = '<kbd>' .. text .. '</kbd>'
    end
  end
  local sentence = transcript.sentence(self.lesson, f)
  return html.block(('<figure class="transcript"><div class="console"%s>'
    .. '<pre>%s</pre></div>%s</figure>'):format(self:scrolls('Transcript'),
    table.concat(out, '\n'), sentence and '<figcaption>'
    .. html.escape(transcript.say(self.lesson, sentence)) .. '</figcaption>' or ''))
end

-- A short quotation that is not one of our programs.
function maker:quotation(f)
  local text = table.concat(f.body, '\n')
  if not HIGHLIGHT[f.lang] then
    return html.block(('<div class="quoted"%s><pre>%s</pre></div>'):format(
      self:scrolls('Quotation'), html.escape(text)))
  end
  return { html.block('<div class="quoted">'),
    self:code_block(text, HIGHLIGHT[f.lang], '', self.lesson:say('Code')),
    html.block('</div>') }
end

function maker:code(block)
  local f = self.lesson:fence_of(block)
  if f.attributes.file then return self:listing(f) end
  if f.lang == 'console' then
    local figure = self:console(f)
    local asked = self.mode == 'site' and self.lesson.quiz_of[f]
    return asked and quiz.fold(self.lesson, figure) or figure
  end
  return self:quotation(f)
end

function maker:picture(image)
  local lesson = self.lesson
  self.figures = self.figures + 1
  local label = ('%s %s.%d'):format(lesson:say('Figure'), lesson.number, self.figures)
  local id = self:id(('figure-%s-%d'):format(lesson.number, self.figures))
  local path = lesson:path(image.src)
  local file = files.normal(lesson.root .. '/' .. path)
  local alt, art, class = stringify(image.caption), nil, 'art'
  if path:match('%.svg$') and self.mode ~= 'epub' then
    local svg = html.svg(file, id, alt, lesson.original and function(text)
      return translation.picture(lesson, text)
    end)
    if self.mode == 'print' then svg = typeset.picture(svg) end
    if tonumber(svg:match('<svg[^>]*%swidth="(%d+)') or 0) > 800 then class = 'art broad' end
    art = html.block(('<div class="scroll"%s>%s</div>'):format(self:scrolls(label), svg))
  else
    local src = file
    if self.mode ~= 'epub' then -- a copy beside the page
      src = lesson.key .. '-' .. path:match('[^/]+$')
      files.write(self.out .. '/' .. src, files.read(file))
    end
    art = pandoc.Plain { pandoc.Image(image.caption, src) }
  end
  local caption = pandoc.Inlines { html.inline('<span class="label">'
    .. label .. '</span> ') }
  caption:extend(image.caption)
  return { html.block(('<figure class="%s" id="%s"%s>'):format(
      class, id, self:living(path))), art,
    html.block('<figcaption>'), pandoc.Plain(caption),
    html.block('</figcaption></figure>') }
end

-- What makes a figure move: its kind, and the record it needs.
function maker:living(path)
  local live = self.mode == 'site' and LIVE[path:match('[^/]+$')]
  if not live then return '' end
  local record = ''
  if live[2] then
    local text = files.read(files.normal(self.lesson.root .. '/'
      .. path:gsub('[^/]+$', '') .. live[2]))
    if not text then error('book: ' .. path .. ' needs ' .. live[2], 0) end
    record = (' data-record="%s"'):format(html.escape(text))
  end
  return (' data-live="%s"%s'):format(live[1], record)
end

-- Paragraphs that are one picture or one formula.
function maker:paragraph(p)
  local only = #p.content == 1 and p.content[1] or nil
  if only and only.t == 'Image' then return self:picture(only) end
  if only and only.t == 'Math' and only.mathtype == 'DisplayMath'
     and self.mode ~= 'epub' then
    return { html.block('<div class="equation"' .. self:scrolls('Formula')
      .. '>'), pandoc.Plain { only }, html.block('</div>') }
  end
  if self.mode == 'print' then return typeset.notes(p) end
end

local function drop_spaces(inlines)
  while inlines[1] and (inlines[1].t == 'Space' or inlines[1].t == 'SoftBreak'
                        or inlines[1].t == 'LineBreak') do
    inlines:remove(1)
  end
end

-- GitHub's `> [!NOTE]`; bold first words are the title.
function maker:note(quote)
  local first = quote.content[1]
  if not (first and first.t == 'Para' and first.content[1]
          and first.content[1].t == 'Str') then return nil end
  local kind = NOTES[first.content[1].text:match('^%[!(%u+)%]$') or '']
  if not kind then return nil end
  first.content:remove(1)
  drop_spaces(first.content)
  local title = html.escape(self.lesson:say(kind[2]))
  local bold = first.content[1]
  if bold and bold.t == 'Strong' then
    title = html.write_inlines(bold.content):gsub('%.$', '')
    first.content:remove(1)
    drop_spaces(first.content)
  end
  if #first.content == 0 then
    quote.content:remove(1)
  else
    quote.content[1] = first
  end
  local blocks = pandoc.Blocks { html.block(('<div class="note %s" role="note">'
    .. '<p class="note-title">%s</p>'):format(kind[1], title)) }
  blocks:extend(quote.content)
  blocks:insert(html.block('</div>'))
  return blocks
end

-- A footnote stands in the margin, beside its sentence.
function maker:margin(note)
  if self.mode == 'epub' then return nil end
  self.notes = self.notes + 1
  if self.mode == 'print' then
    local text = pandoc.Inlines { html.inline(('<sup>%d</sup> '):format(self.notes)) }
    text:extend(note.content[1].content)
    return { html.inline(('<sup class="mark-of-note">%d</sup>'):format(self.notes)),
      pandoc.Span(text, pandoc.Attr('', { 'margin' })) }
  end
  local inlines = pandoc.Inlines { html.inline(('<sup class="mark-of-note">%d'
    .. '</sup><span class="margin" role="note"><sup>%d</sup> '):format(
    self.notes, self.notes)) }
  inlines:extend(note.content[1].content)
  inlines:insert(html.inline('</span>'))
  return inlines
end

function maker:link(link)
  local kind, where, id = self.lesson:link(link.target)
  if kind == 'web' then
    return self.mode == 'print' and typeset.address(link) or nil
  end
  if kind == 'lesson' then
    if self.mode ~= 'site' then
      local place = where .. (id ~= '' and '-' .. id or '')
      link.target = '#' .. place
      if self.mode == 'print' and id ~= '' then
        return typeset.place(self.lesson, link, place)
      end
    else
      local page = where == self.lesson.key and '' or where .. '.html'
      link.target = page .. (id ~= '' and '#' .. id or '')
    end
    return link
  end
  if self.mode == 'site' and self.lesson.book.page_of[where] then
    link.target = self.lesson.book.page_of[where]
    return link
  end
  if self.mode == 'site' then -- build/book/html lies three below the root
    link.target = '../../../' .. where
    return link
  end
  local inlines = link.content
  if not stringify(inlines):find(where:match('[^/]+$'), 1, true) then
    inlines:extend { pandoc.Space(), pandoc.Str('('), pandoc.Code(where),
                     pandoc.Str(')') }
  end
  return inlines
end

function maker:heading(h)
  local id = self:id(h.identifier)
  if h.level == 2 then
    self.sections = self.sections + 1
    h.content:insert(1, html.inline(('<span class="number">%s.%d</span> ')
      :format(self.lesson.number, self.sections)))
  end
  if self.mode == 'site' then
    h.content:insert(html.inline((' <a class="anchor" href="#%s" '
      .. 'aria-label="%s">#</a>'):format(id, self.lesson:say('Link to this section'))))
  end
  h.identifier = id
  return h
end

-- A folded answer: paper cannot unfold it.  And the marks of translations.
function maker:raw(r)
  local mark = self.lesson.original and translation.mark(self.lesson, r.text)
  if mark then return mark end
  if self.mode == 'print' and r.format == 'html' then
    r.text = r.text:gsub('^<details>', '<details open>')
    return r
  end
end

-- A per cent sign stays on the line of its number.
local function per_cent(inlines)
  for n = 2, #inlines - 1 do
    local number, gap, sign = inlines[n - 1], inlines[n], inlines[n + 1]
    if (gap.t == 'Space' or gap.t == 'SoftBreak') and number.t == 'Str' and sign.t == 'Str'
       and number.text:match('%d$') and sign.text:match('^%%') then
      inlines[n] = pandoc.Str('\u{a0}')
    end
  end
  return inlines
end

function maker:table(t)
  if self.mode == 'epub' then return nil end
  local class = #t.colspecs > 3 and 'table broad' or 'table'
  if #pandoc.utils.to_simple_table(t).rows > 12 then class = class .. ' tall' end
  return { html.block(('<div class="%s"%s>'):format(class, self:scrolls('Table'))),
    t, html.block('</div>') }
end

-- The lesson's blocks as the book shows them.  `out` is where copies of
-- pictures go.
return function(lesson, mode, out)
  local self = setmetatable({ lesson = lesson, mode = mode, out = out,
    listings = 0, figures = 0, notes = 0, sections = 0 }, { __index = maker })
  if mode == 'site' then glossary.link_words(lesson) end
  local walked = lesson.doc:walk {
    Inlines = per_cent,
    CodeBlock = function(b) return self:code(b) end,
    Para = function(p) return self:paragraph(p) end,
    BlockQuote = function(q) return self:note(q) end,
    Note = function(n) return self:margin(n) end,
    Link = function(l) return self:link(l) end,
    Header = function(h) return self:heading(h) end,
    Div = function(d)
      local asked = mode == 'site' and d.classes:includes('quiz')
      return asked and quiz.html(d) or nil
    end,
    RawBlock = function(r) return self:raw(r) end,
    Table = function(t) return self:table(t) end }
  return mode == 'print' and typeset.code(walked.blocks) or walked.blocks
end
