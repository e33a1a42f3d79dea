// german.test.mjs - on a translated page everything that is not the lesson
// speaks its language too: what stands on the page, what the scripts say when
// the reader does something, and the labels of the pictures.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launch, open } from './chromium.mjs';
import { file, pages, root } from './site.mjs';

const german = pages.filter(f => f.startsWith('de-'));
// The table: English words and the German ones, where they differ.
const table = readFileSync(path.join(root, 'book/translations/de/words.txt'), 'utf8')
  .split('\n').map(line => line.match(/^([^#=][^=]*?)\s*=\s*(.*?)\s*$/)).filter(Boolean);
const english = new Set(table.filter(([, from, to]) => from !== to).map(([, from]) => from));
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Words that a script wants and the table has not are kept in bookMissing.
function watch() {
  let words = {};
  window.bookMissing = [];
  Object.defineProperty(window, 'bookWords', { configurable: true, set(own) { words = own; },
    get: () => new Proxy(words, { get(own, word) {
      if (!(word in own)) window.bookMissing.push(word);
      return own[word];
    } }) });
}

// Every text and every name that is neither the lesson's prose nor marked as
// of another language; numbers are %1, %2 ... as in the table.
function interface_words() {
  const found = new Set();
  const add = (e, text) => {
    let n = 0;
    const word = (text || '').trim().replace(/\s+/g, ' ');
    if (!word || e.closest('[lang]').lang !== 'de') return;
    found.add(word).add(word.replace(/\d[\d.,]*/g, () => `%${++n}`));
  };
  for (const e of document.querySelectorAll('*')) {
    if (e.closest('pre, main p:not([class]), main li:not([class]), script')) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) add(e, e.getAttribute(name));
    for (const part of e.childNodes) if (part.nodeType === Node.TEXT_NODE) add(e, part.data);
  }
  return [...found];
}

// Whatever makes the scripts of a page speak.
async function do_everything(page) {
  const seen = [];
  const look = async () => seen.push(...await page.evaluate(interface_words));
  await look();
  await page.keyboard.press('/');
  await look();
  for (const word of ['MPI_', 'zzqx', 'MPI_Type_contiguous']) {
    await page.fill('#search input', word);
    await page.waitForFunction(() => window.BOOK_TEXT);
    await look();
  }
  await page.keyboard.press('Escape');
  await page.waitForSelector('#search', { state: 'hidden' });
  await page.keyboard.press('?');
  await page.waitForSelector('#help');
  await look();
  await page.keyboard.press('Escape');
  await page.waitForSelector('#help', { state: 'hidden' });
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press('t');
    await look();
  }
  for (const button of (await page.$$('.copy')).slice(0, 2)) {
    await button.click();
    await look();
  }
  for (const button of await page.$$('.quiz button')) {
    await button.click();
    await look();
  }
  for (const figure of await page.$$('[data-live]')) {
    await (await figure.$('button')).click();
    await (await figure.waitForSelector('.live-says:not(:empty)')).textContent();
    await look();
  }
  return seen;
}

for (const name of german) {
  test(`${name} speaks German, whatever the reader does`, async () => {
    const page = await open(browser, 'about:blank', { reducedMotion: 'reduce' });
    await page.addInitScript(watch);
    await page.goto(file(name));
    const seen = await do_everything(page);
    assert.deepEqual(await page.evaluate(() => window.bookMissing), [], 'not in words.txt');
    assert.deepEqual([...new Set(seen)].filter(word => english.has(word)), []);
    for (const word of ['Suchen im Buch', 'Nichts gefunden für „zzqx“.', 'das Buch durchsuchen']) {
      assert.ok(seen.includes(word), word);
    }
    await page.close_all();
  });
}

// Also where the lesson around it is still to be translated.
test('every figure that moves finds its words in the table', async () => {
  const words = Object.fromEntries(table.map(([, from, to]) => [from, to]));
  for (const name of pages.filter(f => /^(02|06|08|10)-/.test(f))) {
    const page = await open(browser, 'about:blank', { reducedMotion: 'reduce' });
    await page.addInitScript(watch);
    await page.addInitScript(own => { window.bookWords = own; }, words);
    await page.goto(file(name));
    for (const figure of await page.$$('[data-live]')) {
      await (await figure.$('button')).click();
      const said = await (await figure.waitForSelector('.live-says:not(:empty)')).textContent();
      assert.match(said, /\b(haben|fertig|mal so schnell|Buchstaben)\b/, name);
    }
    assert.deepEqual(await page.evaluate(() => window.bookMissing), [], name);
    await page.close_all();
  }
});

test('a picture in German is told in German; one that a program drew says it is English', async () => {
  const page = await open(browser, file('de-02-pool-of-workers.html'));
  const labels = await page.$$eval('main svg', all => all.map(svg => ({
    own: [...svg.querySelectorAll('text')].every(e => e.closest('[lang]').lang === 'de'),
    named: svg.getAttribute('aria-label'), text: svg.textContent })));
  const [darts, , pool, pipes] = labels;
  assert.match(darts.text, /319 Treffer.*= 3,19/s);
  assert.match(pool.text, /im Voraus ausgeteilt: \d+,\d ms/);
  assert.ok(darts.own && pool.own && !pipes.own);
  for (const { named } of labels) assert.match(named, /\b(und|der|die)\b/);
  await page.close_all();
});
