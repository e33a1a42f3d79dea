#!/usr/bin/env python3
"""picture_check.py - are the observer's pictures and traces well made?

    picture_check.py svg FILE [LANES hang|ends]
    picture_check.py chrome FILE
    picture_check.py paje FILE
    picture_check.py same FILE FILE    do they show the same calls?
    picture_check.py told FILE FILE    the same red ones, in the first lane
                                       that has any?

Prints what is wrong, one fault a line; exit status 1 if there is any.
"""
import json
import re
import sys
import xml.etree.ElementTree as tree

SVG = '{http://www.w3.org/2000/svg}'
faults = []


def fault(text):
    faults.append(text)


# --- pictures: by geometry ---------------------------------------------

def box_of(text):
    """Left, top, right, bottom of a text; faces are taken as narrow."""
    size = float(text.get('font-size'))
    mono = 'mono' in text.get('class', '')
    width = len(''.join(text.itertext())) * size * (0.6 if mono else 0.5)
    x, y = float(text.get('x')), float(text.get('y'))
    if text.get('text-anchor') == 'middle':
        x -= width / 2
    return x, y - 0.75 * size, x + width, y + 0.22 * size


def rect_of(r):
    x, y = float(r.get('x')), float(r.get('y'))
    return x, y, x + float(r.get('width')), y + float(r.get('height'))


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def check_svg(path, lanes, hangs):
    root = tree.parse(path).getroot()
    width, height = map(float, root.get('viewBox').split()[2:])
    children = [c.tag for c in root]
    if children[:2] != [SVG + 'title', SVG + 'desc']:
        fault('no title and description at the beginning')
    if root.get('role') != 'img':
        fault('no role')
    texts = [(box_of(t), ''.join(t.itertext())) for t in root.iter(SVG + 'text')]
    for i, (a, word) in enumerate(texts):
        if a[0] < 0 or a[1] < 0 or a[2] > width or a[3] > height:
            fault(f'"{word}" leaves the picture')
        for b, other in texts[i + 1:]:
            if overlap(a, b):
                fault(f'"{word}" lies over "{other}"')
    bars = []
    for g in root.iter(SVG + 'g'):
        rects = [rect_of(r) for r in g.iter(SVG + 'rect')]
        name = next(g.iter(SVG + 'text'))
        if g.find(SVG + 'title') is None:
            fault('a bar without a title')
        if not any(box_of(name)[0] >= r[0] and box_of(name)[2] <= r[2]
                   for r in rects):
            fault(f'"{name.text}" is wider than its bar')
        bars.append((min(r[0] for r in rects), rects[0][1],
                     max(r[2] for r in rects), rects[0][3]))
    for i, a in enumerate(bars):
        for b in bars[i + 1:]:
            if overlap((a[0], a[1], a[2] - 10, a[3]), b):
                fault('two bars lie over each other')
    circles = list(root.iter(SVG + 'circle'))
    if lanes and len(circles) != lanes:
        fault(f'{len(circles)} lanes, not {lanes}')
    check_colours(root, hangs)


def check_colours(root, hangs):
    accents = {e.get('fill') or e.get('stroke') for e in root.iter()
               if e.get('class') in ('fx',)}
    accents |= {e.get('stroke') for e in root.iter() if e.get('class') == 'sx'}
    if hangs is not None and len(accents) != (1 if hangs else 0):
        fault(f'{len(accents)} accent colours')
    for e in root.iter():
        paints = [e.get(k) for k in ('fill', 'stroke')]
        if any(p not in (None, 'none') for p in paints) and not e.get('class'):
            fault(f'a {e.tag.split("}")[1]} has no class for the dark theme')
    style = ''.join(root.find(SVG + 'style').itertext())
    for e in root.iter():
        for name in e.get('class', '').split():
            if name not in ('mono',) and f'.{name}{{' not in style:
                fault(f'class {name} has no dark colour')


def calls_of(path):
    found = []
    for g in tree.parse(path).getroot().iter(SVG + 'g'):
        found.append(' '.join(''.join(t.itertext()) for t in g.iter(SVG + 'text')))
    return sorted(found)


def told_of(path):
    """How far the other lanes come before MPI ends a run is chance."""
    lanes = {}
    for g in tree.parse(path).getroot().iter(SVG + 'g'):
        rects = list(g.iter(SVG + 'rect'))
        if any(r.get('class') == 'fx' for r in rects):
            text = ' '.join(''.join(t.itertext()) for t in g.iter(SVG + 'text'))
            lanes.setdefault(float(rects[0].get('y')), []).append(text)
    return sorted(lanes[min(lanes)]) if lanes else []


def check_same(one, other, of=calls_of):
    a, b = of(one), of(other)
    if a != b or not a:
        fault(f'{sorted(set(a) - set(b))} are not {sorted(set(b) - set(a))}'
              f' ({len(a)} and {len(b)} calls)')


# --- Chrome's trace event format ----------------------------------------
# As in the document "Trace Event Format": the keys that each phase needs.

KEYS = {'M': ('name', 'pid', 'tid', 'args'),
        'X': ('name', 'cat', 'pid', 'tid', 'ts', 'dur', 'args'),
        's': ('name', 'cat', 'id', 'pid', 'tid', 'ts'),
        'f': ('name', 'cat', 'id', 'pid', 'tid', 'ts', 'bp')}


def check_chrome(path):
    with open(path) as f:
        trace = json.load(f)
    named, calls, flows = set(), {}, {}
    for e in trace['traceEvents']:
        for key in KEYS.get(e['ph'], ('ph of its own',)):
            if key not in e:
                fault(f'{e["ph"]} has no {key}')
        if e['ph'] == 'M' and e['name'] == 'thread_name':
            named.add(e['tid'])
        if e['ph'] == 'X':
            if e['dur'] < 0 or e['ts'] < 0:
                fault('a call with a negative time')
            if not isinstance(e['args'].get('place'), str):
                fault('a call without a place')
            calls.setdefault(e['tid'], []).append((e['ts'], e['ts'] + e['dur']))
        if e['ph'] in 'sf':
            flows.setdefault((e['cat'], e['id']), []).append(e)
    for tid in calls:
        if tid not in named:
            fault(f'track {tid} has no name')
    for key, pair in flows.items():
        if sorted(e['ph'] for e in pair) != ['f', 's']:
            fault(f'flow {key} has not one beginning and one end')
        for e in pair:
            if not any(a - 0.002 <= e['ts'] <= b + 0.002
                       for a, b in calls.get(e['tid'], [])):
                fault(f'flow {key} is bound to no call')
    if not calls:
        fault('no calls')
    return flows


# --- Paje --------------------------------------------------------------
# As in "Paje trace file format": a header of event definitions, then lines
# that begin with the number of a definition and have its fields.

def check_paje(path):
    defined, current, types, containers = {}, None, {'0'}, {'0'}
    values, last, keys, events = {}, -1.0, {}, 0
    for line in open(path):
        line = line.rstrip('\n')
        if line.startswith('%'):
            words = line[1:].split()
            if words[0] == 'EventDef':
                current = words[2]
                defined[current] = (words[1], [])
            elif words[0] == 'EndEventDef':
                current = None
            elif current is None:
                fault(f'a field outside a definition: {line}')
            else:
                defined[current][1].append((words[0], words[1]))
            continue
        words = re.findall(r'"[^"]*"|\S+', line)
        if words[0] not in defined:
            fault(f'no event {words[0]} is defined: {line}')
            continue
        name, fields = defined[words[0]]
        if len(words) - 1 != len(fields):
            fault(f'{name} has {len(words) - 1} fields, not {len(fields)}')
            continue
        values = {f[0]: w for f, w in zip(fields, words[1:])}
        events += 1
        if 'Time' in values:
            if float(values['Time']) < last:
                fault(f'time runs back: {line}')
            last = float(values['Time'])
        for field in ('Type', 'StartContainerType', 'EndContainerType'):
            if field in values and values[field] not in types:
                fault(f'type {values[field]} is not defined: {line}')
        for field in ('Container', 'StartContainer', 'EndContainer'):
            if field in values and values[field] not in containers:
                fault(f'container {values[field]} is not there: {line}')
        if name.startswith('PajeDefine'):
            types.add(values['Alias'])
        if name == 'PajeCreateContainer':
            containers.add(values['Alias'])
        if name == 'PajeDestroyContainer':
            containers.discard(values['Name'])
        if name in ('PajeStartLink', 'PajeEndLink'):
            keys.setdefault(values['Key'], []).append(name)
    for key, pair in keys.items():
        if sorted(pair) != ['PajeEndLink', 'PajeStartLink']:
            fault(f'link {key} has not one beginning and one end')
    if containers != {'0'}:
        fault(f'containers are left: {sorted(containers)}')
    if events < 8:
        fault('no events')


kind, file = sys.argv[1:3]
if kind == 'svg':
    words = sys.argv[3:]
    hangs = 'hang' in words if words else None
    check_svg(file, int(words[0]) if words else 0, hangs)
elif kind == 'chrome':
    flows = check_chrome(file)
    if len(sys.argv) > 3 and len(flows) != int(sys.argv[3]):
        fault(f'{len(flows)} flows, not {sys.argv[3]}')
elif kind == 'same':
    check_same(file, sys.argv[3])
elif kind == 'told':
    check_same(file, sys.argv[3], told_of)
else:
    check_paje(file)
for text in faults[:5]:
    print(text)
sys.exit(1 if faults else 0)
