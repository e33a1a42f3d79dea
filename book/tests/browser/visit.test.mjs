// visit.test.mjs - what must hold on every page of the site: nothing said,
// nothing asked of others, no dead link, nothing nameless, nothing wider than
// a phone, nothing that axe finds, and all of it there without scripts.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch, open } from './chromium.mjs';
import { file, pages, serve, visit } from './site.mjs';

const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// What look(page, name) returns of every page are faults.
async function every(look, options = {}) {
  assert.deepEqual(await visit(browser, look, options), []);
}

test('from the disk no page says a word or asks another host', () =>
  every(page => [...page.said,
    ...page.asked.filter(url => !/^(file|data):/.test(url))]));

test('from a server no page says a word or asks another host', async () => {
  const at = await serve(), own = at('');
  const page = await open(browser, at('index.html'));
  for (const name of pages) {
    await page.goto(at(name));
    await page.evaluate(() => document.fonts.ready);
  }
  const foreign = page.asked.filter(u => !u.startsWith(own) && !u.startsWith('data:'));
  assert.deepEqual([...page.said, ...foreign], []);
  await page.close_all();
});

// What a phone on a train has to wait for: text as a server packs it; faces
// are packed already.
const packed = file => /\.woff2$/.test(file) ? statSync(file).size
  : gzipSync(readFileSync(file)).length;

test('a page asks for at most 15 files of at most 250 KB together', () => every(page => {
  const files = new Set(page.asked.filter(url => url.startsWith('file:'))
    .map(url => fileURLToPath(url.replace(/[?#].*/, ''))));
  const size = [...files].reduce((sum, file) => sum + packed(file), 0);
  return files.size > 15 || size > 250000 ? [`${files.size} files, ${size} bytes`] : [];
}));

test('every link leads to a page, a file or a place that is there', async () => {
  const ids = {}, links = [];
  await every(async (page, name) => {
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(e => e.id),
      links: [...document.querySelectorAll('a[href]')].map(a => a.href),
    }));
    ids[file(name)] = new Set(found.ids);
    links.push(...found.links.map(to => [name, to]));
    return found.ids.filter((id, n) => found.ids.indexOf(id) !== n)
      .map(id => `id ${id} twice`);
  });
  const dead = links.filter(([, to]) => {
    if (!to.startsWith('file:')) return false;
    const [where, id] = to.split('#');
    if (!existsSync(fileURLToPath(where))) return true;
    return id && ids[where] && !ids[where].has(decodeURIComponent(id));
  });
  assert.deepEqual(dead.map(([name, to]) => `${name}: ${to}`), []);
});

test('every picture has a text', () => every(page => page.evaluate(() => {
  const nameless = [];
  for (const image of document.querySelectorAll('svg, img, canvas, [role=img]')) {
    if (image.closest('[aria-hidden=true]')) continue;
    const label = image.getAttribute('aria-label') || image.alt ||
      (image.getAttribute('aria-labelledby') || '').split(/\s+/).map(id =>
        document.getElementById(id)?.textContent || '').join(' ');
    if (!/\w{3}/.test(label)) nameless.push(image.outerHTML.slice(0, 90));
  }
  for (const figure of document.querySelectorAll('figure.art, figure.live')) {
    if (!/\w+ \w+/.test(figure.querySelector('figcaption')?.textContent || '')) {
      nameless.push('no caption: ' + figure.id);
    }
  }
  return nameless;
})));

test('no page scrolls sideways from 320 pixels on', () => every(async page => {
  const wide = [];
  for (const width of [320, 360, 414, 768, 1024, 1440]) {
    await page.setViewportSize({ width, height: 780 });
    const over = await page.evaluate(() =>
      document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wide.push(`${over} pixels too wide at ${width}`);
  }
  return wide;
}));

// In the page, before its scripts: keeps what they ask of the layout until the
// first frame that has something of the text.
function watch_layout() {
  let drawn = false;
  window.layoutAsked = [];
  const asked = name => { if (!drawn) window.layoutAsked.push(name); };
  requestAnimationFrame(function frame() {
    drawn = !!document.querySelector('main');
    if (!drawn) requestAnimationFrame(frame);
  });
  for (const [of, names] of [[Element.prototype, ['scrollWidth', 'scrollHeight',
    'clientWidth', 'clientHeight']], [HTMLElement.prototype, ['offsetWidth', 'offsetHeight']]]) {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(of, name);
      Object.defineProperty(of, name, { ...own, get() { asked(name); return own.get.call(this); } });
    }
  }
  for (const [of, name] of [[Element.prototype, 'getBoundingClientRect'],
    [Element.prototype, 'getClientRects'], [window, 'getComputedStyle']]) {
    const own = of[name];
    of[name] = function (...rest) { asked(name); return own.apply(this, rest); };
  }
}

// A layout made for a script is made again when the faces have come.
test('no script asks for the layout before the first picture', async () => {
  const page = await open(browser, 'about:blank'), faults = [];
  await page.addInitScript(watch_layout);
  for (const name of pages) {
    await page.goto(file(name));
    const asked = await page.evaluate(() => window.layoutAsked);
    if (asked.length > 0) faults.push(`${name}: ${[...new Set(asked)]}, ${asked.length} times`);
  }
  await page.close_all();
  assert.deepEqual(faults, []);
});

test('what can be scrolled sideways on a phone has a shade at its edge', () =>
  every(async page => {
    await page.setViewportSize({ width: 360, height: 780 });
    return page.evaluate(() => [...document.querySelectorAll('main *')]
      .filter(e => e.scrollWidth > e.clientWidth + 1 &&
        /auto|scroll/.test(getComputedStyle(e).overflowX))
      .filter(e => !/scroll$/.test(getComputedStyle(e).backgroundAttachment))
      .map(e => `no shade: ${e.className} ${e.textContent.slice(0, 40)}`));
  }));

test('without scripts every page is complete, and no button is dead', () =>
  every(page => page.evaluate(() => {
    const seen = e => e.checkVisibility({ visibilityProperty: true });
    const faults = [];
    const contents = document.querySelector('#contents a');
    if (!contents || !seen(contents)) faults.push('no contents');
    for (const button of document.querySelectorAll('button')) {
      if (seen(button)) faults.push(`dead button ${button.id || button.textContent}`);
    }
    for (const box of document.querySelectorAll('main p, main pre, main figure, main li')) {
      if (!seen(box) && !box.closest('details, [hidden], .numeral')) {
        faults.push('unseen: ' + box.textContent.slice(0, 60));
      }
    }
    return faults;
  }), { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }));

test('on paper there is ink on white and nothing to press', () => every(async page => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  return page.evaluate(() => {
    const faults = [...document.querySelectorAll('.bar, #contents, .copy, .steps, .anchor')]
      .filter(e => e.checkVisibility()).map(e => e.className || e.id);
    const paper = getComputedStyle(document.body).backgroundColor;
    return paper === 'rgb(255, 255, 255)' ? faults : [...faults, `paper ${paper}`];
  });
}));

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export function violations(page) {
  return page.evaluate(async rules => {
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target + ' '
      + (n.any[0]?.message || n.all[0]?.message || n.none[0]?.message)).join(' | ')}`);
  }, RULES);
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1440]) {
    test(`axe finds nothing on any page, ${colorScheme}, ${width} pixels`, () =>
      every(async page => {
        await page.evaluate(axe);
        return violations(page);
      }, { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' }));
  }
}
