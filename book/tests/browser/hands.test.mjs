// hands.test.mjs - what a reader does: searches, turns pages, changes the
// colours, copies, tabs through a page, opens the drawer on a phone.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launch, open } from './chromium.mjs';
import { file, pages, root, serve } from './site.mjs';

const chapters = pages.filter(f => /^\d\d-/.test(f)).sort();
const POOL = '02-pool-of-workers.html';
let browser, at;
before(async () => {
  browser = await launch();
  at = await serve();
});
after(() => browser?.close());

const focused = page => page.evaluate(() => document.activeElement.id);
const paper = page => page.evaluate(() =>
  getComputedStyle(document.body).backgroundColor);

// The sections of the search text that hold the word, counted by ourselves.
async function sections_with(page, word) {
  await page.waitForFunction(() => window.BOOK_TEXT);
  return page.evaluate(w => window.BOOK_TEXT.filter(row =>
    (row[2] + ' ' + row[3]).toLowerCase().includes(w)).length, word);
}

for (const [how, address] of [['the disk', file], ['a server', n => at(n)]]) {
  for (const word of ['mpi_red', 'pthread_mutex']) {
    test(`from ${how} the search is exact on ${word}`, async () => {
      const page = await open(browser, address('index.html'));
      await page.keyboard.press('/');
      await page.keyboard.type(word);
      const expected = await sections_with(page, word);
      await page.waitForFunction(() => !/^(Type|)$/.test(
        document.querySelector('#search .count').textContent.split(' ')[0]));
      const hits = await page.$$eval('#search li a', all => all.map(a => a.textContent));
      assert.equal(hits.length, Math.min(expected, 30));
      if (expected === 0) {
        assert.match(await page.textContent('#search .count'), /Nothing found/);
      } else {
        for (const hit of hits) assert.ok(hit.toLowerCase().includes(word), hit);
        await page.keyboard.press('ArrowDown');
        const to = await page.evaluate(() => document.activeElement.href);
        await page.keyboard.press('Enter');
        await page.waitForURL(url => url.href === to);
      }
      assert.deepEqual(page.said, []);
      await page.close_all();
    });
  }
}

test('mpi_red is found in the lesson on MPI_Reduce', async () => {
  const page = await open(browser, file('index.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('mpi_red');
  await page.waitForSelector('#search li a');
  const pages_hit = await page.$$eval('#search li a', all => all.map(a => a.href));
  assert.ok(pages_hit.some(to => to.includes('05-pi-over-mpi.html#')));
  await page.close_all();
});

test('what is not there is said; Esc closes and gives the focus back', async () => {
  const page = await open(browser, file('index.html'));
  await page.focus('#find');
  await page.keyboard.press('Enter');
  await page.keyboard.type('zzqx');
  await page.waitForFunction(() => /Nothing found/.test(
    document.querySelector('#search .count').textContent));
  await page.keyboard.press('Escape');
  assert.equal(await page.$('#search[open]'), null);
  assert.equal(await focused(page), 'find');
  await page.close_all();
});

for (const [how, address] of [['the disk', file], ['a server', n => at(n)]]) {
  test(`from ${how} the colours go round and are remembered`, async () => {
    const page = await open(browser, address(chapters[0]), { colorScheme: 'light' });
    const light = await paper(page);
    await page.click('#theme');
    assert.equal(await paper(page), light);
    assert.equal(await page.getAttribute('#theme', 'aria-label'), 'Colours: light');
    await page.click('#theme');
    const dark = await paper(page);
    assert.notEqual(dark, light);
    await page.goto(address(chapters[1]));
    assert.equal(await paper(page), dark);
    await page.click('#theme');
    assert.equal(await paper(page), light);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await paper(page), dark);
    await page.close_all();
  });
}

// The code of a listing as its file has it: the lines named in the caption,
// without their common indent and the region markers.
function region(name, first, last) {
  const lines = readFileSync(path.join(root, name), 'utf8').split('\n').slice(first - 1, last);
  const indents = lines.filter(l => l.trim()).map(l => l.match(/^ */)[0].length);
  return lines.map(l => l.slice(Math.min(...indents))).join('\n').trimEnd();
}

test('copying a listing gives the region of its file, byte for byte', async () => {
  const page = await open(browser, at(POOL),
    { permissions: ['clipboard-read', 'clipboard-write'] });
  const figures = await page.$$('figure.listing');
  assert.ok(figures.length > 5);
  for (const figure of figures) {
    const name = await figure.$eval('.file', e => e.textContent);
    const lines = await figure.$eval('.lines', e => e.textContent);
    const [first, last] = lines.match(/\d+/g) || [];
    if (!first) continue;
    await (await figure.$('.copy')).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.trimEnd(), region(name, +first, +(last || first)), name);
  }
  await page.close_all();
});

test('copying a transcript gives its commands and nothing else', async () => {
  const page = await open(browser, at(POOL),
    { permissions: ['clipboard-read', 'clipboard-write'] });
  const figure = await page.waitForSelector('figure.transcript');
  await (await figure.$('.copy')).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, './rng_bug 4');
  await page.close_all();
});

test('Tab: the skip link comes first, every stop shows, none is a trap', async () => {
  const page = await open(browser, file(POOL));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'main');
  await page.reload();
  const stops = new Set();
  for (let n = 0; n < 400; n++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement, style = getComputedStyle(e);
      window.count_stops = (window.count_stops || 0) + 1;
      if (e === document.body) return null;
      e.dataset.stop = e.dataset.stop || window.count_stops;
      return { key: e.dataset.stop, html: e.outerHTML.slice(0, 100),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    });
    if (!stop || stops.has(stop.key)) break;
    assert.ok(stop.ring, 'no focus ring: ' + stop.html);
    stops.add(stop.key);
  }
  const all = await page.$$eval('a[href]:not([tabindex="-1"]), button, summary, [tabindex="0"], input', list =>
    list.filter(e => e.checkVisibility({ visibilityProperty: true })).length);
  assert.ok(stops.size >= Math.min(all, 399), `${stops.size} stops of ${all}`);
  await page.close_all();
});

test('the arrow keys turn pages', async () => {
  const page = await open(browser, file(chapters[1]));
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(url => url.href.endsWith(chapters[2]));
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(url => url.href.endsWith(chapters[1]));
  await page.close_all();
});

test('? says what the keys do, Esc closes it; t goes round the colours', async () => {
  const page = await open(browser, file(chapters[1]), { colorScheme: 'light' });
  await page.keyboard.press('?');
  assert.match(await page.textContent('#help[open]'), /search the book/);
  await page.keyboard.press('ArrowRight');
  assert.ok(page.url().endsWith(chapters[1]), 'a page was turned behind the help');
  await page.keyboard.press('Escape');
  assert.equal(await page.$('#help[open]'), null);
  await page.keyboard.press('t');
  assert.equal(await page.getAttribute('#theme', 'aria-label'), 'Colours: light');
  await page.close_all();
});

test('a call in the prose and in a listing leads to its line', async () => {
  const page = await open(browser, file('05-pi-over-mpi.html'));
  for (const where of ['p a.api', 'pre a.api']) {
    const link = page.locator(where, { hasText: /^MPI_Allreduce$/ }).first();
    await link.click();
    await page.waitForURL(/glossary\.html#MPI_Allreduce$/);
    const line = await page.textContent('dt:target + dd');
    assert.match(line, /Combines the values of all ranks/);
    assert.match(line, /int MPI_Allreduce\(const void \*sendbuf/);
    assert.ok(await page.$$eval('dt:target + dd .uses a', all => all.length) > 0);
    await page.goBack();
  }
  await page.close_all();
});

test('an exercise of a lesson opens its page; its hints unfold one by one', async () => {
  const page = await open(browser, file(POOL));
  await page.click('main a[href="exercise-split_range.html"]');
  await page.waitForURL(/exercise-split_range/);
  assert.match(await page.textContent('figure.listing'), /void split_range\(int64_t n/);
  assert.match(await page.textContent('.console'), /make grade EX=split_range/);
  const hints = await page.$$('details');
  assert.equal(hints.length, 3);
  assert.ok(!await (await hints[0].$('p')).isVisible());
  await page.focus('summary');
  await page.keyboard.press('Enter');
  assert.ok(await (await hints[0].$('p')).isVisible());
  assert.ok(!await (await hints[1].$('p')).isVisible());
  await page.close_all();
});

test('a quiz says right or wrong and unfolds the run that decides it', async () => {
  const page = await open(browser, file('05-pi-over-mpi.html'));
  const quiz = page.locator('.quiz').first();
  const run = page.locator('details.answer').first();
  assert.ok(!await run.locator('pre').isVisible());
  await quiz.locator('button', { hasText: 'total is 0' }).click();
  assert.match(await page.textContent('.quiz-says'), /^No\./);
  assert.match(await run.locator('pre').innerText(), /rank 1: total is -1/);
  await quiz.locator('button', { hasText: 'total is -1' }).press('Enter');
  assert.match(await page.textContent('.quiz-says'), /^Yes/);
  await page.close_all();
});

test('every chapter asks for a prediction, and exactly one answer is right', async () => {
  for (const chapter of pages.filter(f => /^(de-)?\d\d-/.test(f))) {
    const page = await open(browser, file(chapter));
    const quiz = page.locator('.quiz').first(), buttons = await quiz.locator('button').all();
    assert.ok(buttons.length >= 3, chapter);
    for (const button of buttons) await button.click();
    assert.equal(await quiz.locator('.right').count(), 1, chapter);
    assert.ok(await page.locator('details.answer').first().getAttribute('open') !== null);
    await page.close_all();
  }
});

test('the living darts hit as often as the book says, for any number of workers', async () => {
  for (const reducedMotion of ['reduce', 'no-preference']) {
    const page = await open(browser, file(POOL), { reducedMotion });
    const figure = page.locator('[data-live=darts]');
    const [, hits] = (await figure.locator('figcaption').innerText()).match(/(\d+) hits/);
    for (const workers of ['1', '2', '4', '8']) {
      await figure.locator('select').nth(1).selectOption(workers);
      await figure.locator('button', { hasText: 'Throw' }).click();
      await page.waitForFunction(p => (document.querySelector('.live-says').textContent
        .match(/\d+ \+/g) || []).length === p - 1 &&
        document.querySelector('.live-says').textContent, Number(workers));
      assert.match(await figure.locator('.live-says').innerText(),
        new RegExp(`^${hits} of 400 darts hit.*π is about 3.1900 ±`));
    }
    assert.deepEqual(page.said, []);
    await page.close_all();
  }
});

test('on a phone the drawer opens, takes the focus and gives it back', async () => {
  const page = await open(browser, file(chapters[0]),
    { viewport: { width: 360, height: 780 }, hasTouch: true });
  for (const button of await page.$$('.bar button')) {
    const box = await button.boundingBox();
    assert.ok(!box || (box.width >= 44 && box.height >= 44), await button.getAttribute('id'));
  }
  await page.click('#menu');
  await page.waitForSelector('#contents a', { state: 'visible' });
  assert.ok(await page.evaluate(() =>
    document.querySelector('#contents').contains(document.activeElement)));
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'menu');
  await page.close_all();
});
