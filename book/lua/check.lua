-- check.lua - everything that would make the book lie or break: each finding
-- goes to problems.lua with its file and line.
local files = require 'files'
local problems = require 'problems'
local region = require 'region'
local transcript = require 'transcript'
local stringify = pandoc.utils.stringify
local check = {}

local WIDEST = 76 -- columns a listing may have on every page we print

-- Which attributes a fence of each language may carry.
local QUOTING = { file = true, region = true }
local LANGUAGES = { c = QUOTING, sh = QUOTING, python = QUOTING,
                    text = QUOTING, make = QUOTING, console = false }

local function check_attributes(lesson, f)
  local allowed = LANGUAGES[f.lang]
  if allowed == nil then
    lesson:problem(f.line, 'unknown language "%s": use c, console, text, sh, '
      .. 'python or make', f.lang)
    return
  end
  for _, key in ipairs(f.keys) do
    local known
    if f.lang == 'console' then
      known = key == 'expect' or f.attributes.expect ~= nil
    else
      known = allowed[key]
    end
    if not known then
      lesson:problem(f.line, 'unknown attribute "%s" of a %s fence',
        key, f.lang)
    end
  end
end

-- The first line in which two lists of lines differ.
local function first_difference(a, b)
  for n = 1, math.max(#a, #b) do
    if a[n] ~= b[n] then return n end
  end
end

local function check_quote(lesson, f)
  local quote, why = region.quote(
    files.normal(lesson.root .. '/' .. lesson:program(f.attributes.file)),
    f.attributes.region)
  if not quote then
    lesson:problem(f.line, '%s', why)
    return
  end
  local n = first_difference(f.body, quote.lines)
  if n then
    lesson:problem(f.line, 'stale quote of %s, it differs in line %d of the '
      .. 'listing: run make sync', f.attributes.file, n)
  end
  for k, line in ipairs(quote.lines) do
    local columns = utf8.len(line) or #line
    if columns > WIDEST then
      lesson:problem(f.line + k, 'listing of %s is %d columns wide here, at '
        .. 'most %d fit the page', f.attributes.file, columns, WIDEST)
    end
  end
end

local function check_transcript(lesson, f)
  local silent = transcript.output(f) == ''
  if not f.attributes.expect then
    if not silent then
      lesson:problem(f.line, 'a console fence with output needs '
        .. 'expect=NAME, the contract that the output keeps')
    end
    return
  end
  local reason = transcript.judge(lesson, f)
  if reason then lesson:problem(f.line, '%s', reason) end
end

function check.fences(lesson)
  for _, f in ipairs(lesson.fences) do
    if f.fault then
      lesson:problem(f.line, '%s', f.fault)
    else
      check_attributes(lesson, f)
      if f.lang == 'console' then
        check_transcript(lesson, f)
      elseif f.attributes.file then
        check_quote(lesson, f)
      elseif f.lang == 'c' then
        lesson:problem(f.line, 'C code without file=: quote a region of a '
          .. 'program that is built and run')
      end
    end
  end
  lesson.doc:walk { CodeBlock = function(b)
    if not lesson:fence_of(b) then
      local start = files.lines(b.text)[1]
      lesson:problem(lesson:locate('    ' .. start),
        'indented code "%s": use a fence', start)
    end
  end }
end

local function check_link(lesson, lessons, target, line)
  local kind, where, id = lesson:link(target)
  if kind == 'file' then
    if not files.exists(lesson.root .. '/' .. where) then
      lesson:problem(line, 'dead link: there is no %s', where)
    end
  elseif kind == 'lesson' then
    local to = lessons[where]
    if not to then
      lesson:problem(line, 'dead link: the book has no lesson %s', where)
    elseif id ~= '' and not to.ids[id] then
      lesson:problem(line, 'dead link: %s has no heading #%s', to.file, id)
    end
  end
end

-- Links of a lesson.  A target that stands there twice is told twice, each
-- time with its own line.
function check.links(lesson, lessons)
  local times = {}
  lesson.doc:walk { Link = function(l)
    local target = l.target
    times[target] = (times[target] or 0) + 1
    check_link(lesson, lessons, target,
      lesson:locate(target, times[target]))
  end }
end

function check.pictures(lesson)
  local times, alone = {}, {}
  local function line_of(image)
    return lesson:locate('](' .. image.src, times[image.src])
  end
  lesson.doc:walk {
    traverse = 'topdown',
    Para = function(p)
      if #p.content == 1 and p.content[1].t == 'Image' then
        alone[p.content[1].src] = true
      end
    end,
    Image = function(image)
      local src = image.src
      times[src] = (times[src] or 0) + 1
      if not stringify(image.caption):match('%S') then
        lesson:problem(line_of(image), 'picture %s has no alt text', src)
      end
      if not files.exists(lesson.root .. '/' .. lesson:path(src)) then
        lesson:problem(line_of(image), 'there is no picture %s',
          lesson:path(src))
      end
      if not alone[src] then
        lesson:problem(line_of(image),
          'picture %s must stand in a paragraph of its own', src)
      end
    end }
end

function check.notes(lesson)
  local nth = 0
  lesson.doc:walk { traverse = 'topdown', Note = function(n)
    nth = nth + 1
    if #n.content ~= 1 or n.content[1].t ~= 'Para' then
      lesson:problem(lesson:locate('[^', nth),
        'a margin note must be one paragraph')
    end
  end }
end

-- `\dfrac` and its kin come out as attributes that EPUB forbids.
function check.formulas(lesson)
  for _, name in ipairs { '\\dfrac', '\\tfrac', '\\displaystyle' } do
    lesson.doc:walk { Math = function(m)
      if m.text:find(name, 1, true) then
        lesson:problem(lesson:locate(name), '%s in a formula: EPUB readers '
          .. 'do not take it', name)
      end
    end }
  end
end

-- Regions that no lesson quotes, and faulty markers.  Run it last.
function check.regions(root)
  local function check_source(name)
    local source = region.source(files.normal(root .. '/' .. name))
    if not source then return end
    for _, fault in ipairs(source.faults) do
      problems.add(name, fault.line, fault.text)
    end
    for id, found in pairs(source.regions) do
      if not found.used then
        problems.add(name, found.first - 1,
          ('region "%s" is quoted by no lesson'):format(id))
      end
    end
  end
  for _, slug in ipairs(files.list(root .. '/chapters')) do
    local dir = 'chapters/' .. slug
    for _, name in ipairs(files.list(root .. '/' .. dir)) do
      if not name:match('%.md$') and not name:match('%.svg$') then
        check_source(dir .. '/' .. name)
      end
    end
  end
end

-- Lessons that lie in chapters/ but in no part of the book.
function check.order(root, lessons)
  for _, slug in ipairs(files.list(root .. '/chapters')) do
    local name = 'chapters/' .. slug .. '/README.md'
    if not lessons[slug] and files.exists(root .. '/' .. name) then
      problems.add(name, 1, 'no part of book.yml names this lesson')
    end
  end
end

return check
