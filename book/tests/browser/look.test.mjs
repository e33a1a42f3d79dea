// look.test.mjs - what a reader sees at a glance to be wrong, on every page, on
// a phone and on a desk: words under a button, labels over one another, lines
// that break where nobody would break them.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from './chromium.mjs';
import { visit } from './site.mjs';

// In the page: lists of faults by kind.
function look() {
  const faults = { copy: [], labels: [], lines: [], brackets: [], notes: [], boxes: [] };
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = e => e.textContent.trim().replace(/\s+/g, ' ').slice(0, 50);
  const box = e => e.getBoundingClientRect();
  const over = (a, b, x = 1, y = 1) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > x &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;
  const texts = within => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
    return found;
  };
  const rects = (text, from = 0, to = text.data.length) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    return [...range.getClientRects()];
  };

  // What scrolls out of its box is not seen.
  for (const button of all('.copy')) {
    for (const text of texts(button.parentElement)) {
      const scroller = text.parentElement.closest('.console, div.sourceCode');
      if (button.contains(text)) continue;
      if (rects(text).some(r => over(box(button), scroller ? { left: r.left, top: r.top,
        bottom: r.bottom, right: Math.min(r.right, box(scroller).right) } : r, 1, 2))) {
        faults.copy.push(words(text));
      }
    }
  }

  // Labels leave no picture, and nothing is written or drawn over them, unless
  // they have a halo to stand on.
  for (const svg of all('main svg')) {
    const labels = all('text', svg).filter(words), edge = box(svg);
    const lines = all('path[class^=s][fill=none]', svg).filter(p => p.getTotalLength() > 40);
    for (const [n, label] of labels.entries()) {
      const r = box(label), inner = { left: r.left, right: r.right, top: r.top + r.height / 4,
        bottom: r.bottom - r.height / 4 };
      if (r.left < edge.left - 1 || r.right > edge.right + 1 || r.top < edge.top - 2
          || r.bottom > edge.bottom + 2) faults.labels.push(`outside: ${words(label)}`);
      for (const other of labels.slice(0, n)) {
        if (over(r, box(other), 1, 4)) faults.labels.push(`${words(label)} over ${words(other)}`);
      }
      if (label.classList.contains('halo') || label.classList.contains('onfill')) continue;
      for (const line of lines) {
        const matrix = line.getScreenCTM(), length = line.getTotalLength();
        for (let at = 0; at <= length; at += 4) {
          const p = line.getPointAtLength(at).matrixTransform(matrix);
          if (p.x > inner.left && p.x < inner.right && p.y > inner.top && p.y < inner.bottom) {
            faults.labels.push(`a line through ${words(label)}`);
            break;
          }
        }
      }
    }
  }

  // No line ends between a dash and its option, a number and its per cent, a
  // formula and the sign behind it.
  for (const code of all('main :not(pre) > code')) {
    for (const text of texts(code)) {
      for (const option of text.data.matchAll(/(?<!\S)--?\w\S{0,25}(?!\S)/g)) {
        const lines = rects(text, option.index, option.index + option[0].length);
        if (new Set(lines.map(r => Math.round(r.top))).size > 1) faults.lines.push(option[0]);
      }
    }
  }
  for (const text of texts(document.querySelector('main'))) {
    if (text.parentElement.closest('pre, code, svg')) continue;
    for (const part of text.data.matchAll(/\d\s%/g)) {
      const lines = rects(text, part.index, part.index + part[0].length).map(r => r.top);
      if (Math.max(...lines) - Math.min(...lines) > 5) faults.lines.push(part[0]);
    }
    if (text.previousSibling?.nodeName === 'math' && /^[,.;:?!)]/.test(text.data)
        && rects(text, 0, 1)[0].top > box(text.previousSibling).bottom) {
      faults.lines.push(`${words(text.previousSibling)} ${text.data.slice(0, 9)}`);
    }
  }

  // A bracket that may grow has a gap around it.
  for (const bracket of all('math mo[form]')) {
    if (box(bracket).width > parseFloat(getComputedStyle(bracket).fontSize) / 2) {
      faults.brackets.push(words(bracket.closest('math')));
    }
  }

  // On a phone a note stands in the text: behind a sentence, not inside one.
  for (const mark of all('.mark-of-note')) {
    const said = document.createRange();
    said.setStart(mark.parentElement, 0);
    said.setEndBefore(mark);
    if (!/[.:?!)”“]$/.test(String(said).trim())) faults.notes.push(String(said).slice(-40));
  }

  // Nothing lies over anything else, and no box is there for nothing.
  const blocks = all('main .text > *, main .margin').filter(e =>
    !e.matches('.numeral, .copy') && box(e).width && box(e).height);
  for (const [n, block] of blocks.entries()) {
    if (block.matches('nav') && !words(block)) faults.boxes.push(`empty: ${block.className}`);
    for (const other of blocks.slice(0, n)) {
      if (!other.contains(block) && over(box(block), box(other))) {
        faults.boxes.push(`${words(block)} over ${words(other)}`);
      }
    }
  }
  return faults;
}

const KINDS = { copy: 'the Copy button lies over no word',
  labels: 'the labels of pictures can be read',
  lines: 'no line breaks an option, a percentage or a formula from its sign',
  brackets: 'no bracket of a formula stands apart',
  notes: 'a margin note stands behind a sentence',
  boxes: 'nothing lies over anything else, and no box is empty' };
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const width of [360, 1440]) {
  const found = {};
  test(`every page is looked at, ${width} pixels`, async () => {
    await visit(browser, async (page, name) => {
      const faults = await page.evaluate(look);
      for (const kind in KINDS) {
        (found[kind] ||= []).push(...faults[kind].map(fault => `${name}: ${fault}`));
      }
      return [];
    }, { viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    assert.deepEqual(Object.keys(found), Object.keys(KINDS));
  });
  for (const kind in KINDS) {
    test(`${KINDS[kind]}, ${width} pixels`, () => assert.deepEqual(found[kind], []));
  }
}
