// living.test.mjs - the figures that move say what the book's programs say:
// their numbers are compared with transcripts, contracts and measurements.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launch, open } from './chromium.mjs';
import { file, root } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const MOTIONS = ['reduce', 'no-preference'];
const rows = name => readFileSync(path.join(root, 'chapters', name), 'utf8')
  .trim().split('\n').filter(l => !l.startsWith('#')).map(l => l.split(','));

// Chooses, presses the button by keyboard, and returns what is said.
async function ask(page, kind, choices) {
  const figure = page.locator(`[data-live=${kind}]`);
  for (const [n, value] of choices.entries()) {
    await figure.locator('select').nth(n).selectOption(String(value));
  }
  await figure.locator('button').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(k =>
    document.querySelector(`[data-live=${k}] .live-says`).textContent, kind);
  return figure.locator('.live-says').innerText();
}

async function with_page(name, look) {
  for (const reducedMotion of MOTIONS) {
    const page = await open(browser, file(name), { reducedMotion });
    await look(page, reducedMotion);
    assert.deepEqual(page.said, []);
    await page.close_all();
  }
}

// When the last worker is done, told by an event at a time: not the page's way.
function end_of(times, workers, dealt) {
  const queue = times.map((seconds, task) => ({ seconds, task }));
  const left = Array(workers).fill(0), own = w => dealt
    ? queue.findIndex(t => t.task % workers === w) : queue.length ? 0 : -1;
  let now = 0;
  for (;;) {
    for (let w = 0; w < workers; w++) {
      const next = left[w] > 0 ? -1 : own(w);
      if (next >= 0) left[w] = queue.splice(next, 1)[0].seconds;
    }
    const busy = left.filter(t => t > 0);
    if (busy.length === 0) return now;
    const step = Math.min(...busy);
    now += step;
    for (let w = 0; w < workers; w++) left[w] = left[w] > 0 ? left[w] - step : 0;
  }
}

test('the living pool shares the measured tasks as pool_map does, and better', () =>
  with_page('02-pool-of-workers.html', async (page, motion) => {
    const tasks = rows('02-pool-of-workers/tasks.csv').slice(1).map(r => r.map(Number));
    for (const [column, kind] of [[2, 'one slow'], [1, 'all equal']]) {
      for (const workers of motion === 'reduce' ? [2, 3, 4] : [2]) {
        const said = await ask(page, 'pool', [kind, workers]);
        const times = tasks.map(t => t[column]), sum = times.reduce((a, b) => a + b);
        const [dealt, pool] = [true, false].map(d => end_of(times, workers, d));
        const words = end => `done after ${(1000 * end).toFixed(1)} ms, all/longest ${(sum / end).toFixed(2)}`;
        assert.equal(said, `Dealt in advance: ${words(dealt)}. Taken when free: ${words(pool)}.`);
        assert.equal(await page.locator('.moving rect').count(), 16);
        assert.equal(await page.locator('.moving rect[width="0"]').count(), 0);
      }
    }
    const said = await ask(page, 'pool', ['one slow', 2]);
    const [, seen] = said.match(/all\/longest (\d+\.\d+)/);
    const [, quiz] = (await page.locator('.quiz').innerText()).match(/longest: (1\.31)/);
    assert.ok(Math.abs(seen - quiz) < 0.05, `${seen} is not ${quiz}, as pool_map says`);
  }));

test('the living laws count the ticks of the lesson', () =>
  with_page('06-is-it-faster.html', async (page, motion) => {
    const tables = await page.$$eval('.console pre', all => all.map(p => p.textContent)
      .filter(t => t.includes('./ticks 10 90')));
    assert.equal(tables.length, 2);
    const row = (table, workers) => table.match(
      new RegExp(`^ *${workers} +(\\d+) +(\\d+) +([\\d.]+) +(\\d+)%$`, 'm')).slice(1);
    for (const workers of motion === 'reduce' ? [1, 4, 16, 64, 256, 1024] : [1024]) {
      const said = await ask(page, 'laws', [10, workers]);
      const words = table => {
        const [steps, ticks, times, part] = row(table, workers);
        return `${ticks} ticks for ${steps} steps, ${times} times as fast (${part}%)`;
      };
      const [stays, grows] = [tables.find(t => !t.includes('grow')), tables.find(t => t.includes('grow'))];
      assert.equal(said, `The job stays: ${words(stays)}. The job grows: ${words(grows)}.`);
    }
    const none = await ask(page, 'laws', [0, 4]);
    assert.match(none, /stays: 25 ticks for 100 steps, 4.00 times/);
  }));

test('the living broadcast says what tree_bcast says', () =>
  with_page('10-collectives.html', async (page, motion) => {
    const expect = readFileSync(path.join(root,
      'chapters/10-collectives/tree_bcast.expect'), 'utf8');
    for (const ranks of motion === 'reduce' ? [2, 8, 16] : [8]) {
      const said = await ask(page, 'bcast', [ranks]);
      const name = { 2: 'two', 8: 'eight', 16: 'sixteen' }[ranks];
      const [, line, tree] = expect.match(
        new RegExp(`case ${name}\\n[^]*?\\n(line: .*)\\n(tree: .*)\\nend`));
      const filled = text => text.replaceAll('{n-1}', ranks - 1).replaceAll('{n}', ranks);
      assert.equal(said, `${filled(line)}. ${filled(tree)}.`);
      const drawn = await page.$$eval('.moving [data-message]', all => all.filter(
        e => e.getAttribute('d')).map(e => e.dataset.message));
      // One message a round in a line; twice as many in each round of a tree.
      const rounds = [...Array(ranks - 1).keys()].map(n => n + 1);
      for (let round = 1, n = 1; n < ranks; round++, n *= 2) rounds.push(...Array(n).fill(round));
      assert.deepEqual(drawn.map(Number).sort((a, b) => a - b), rounds.sort((a, b) => a - b));
    }
  }));

test('the living ring ends up to the limit that eager found, and not above it', () =>
  with_page('08-send-receive-ring.html', async (page, motion) => {
    const told = (await page.textContent('main')).match(/at once up to (\d+) bytes/)[1];
    const measured = rows('08-send-receive-ring/cliff.csv');
    const limit = mpi => measured.find(r => r[0] === mpi && r[1] === 'limit')[2];
    assert.equal(limit('openmpi'), told);
    for (const [name, mpi] of [['Open MPI', 'openmpi'], ['MPICH', 'mpich']]) {
      for (const bytes of motion === 'reduce' ? [8, 2048, 4096, 8192, 16384, 4194304] : [2048, 16384]) {
        const said = await ask(page, 'cliff', [name, bytes]);
        const us = measured.find(r => r[0] === mpi && r[1] === String(bytes))[2];
        assert.ok(said.endsWith(`such a message takes ${us} microseconds.`), said);
        assert.match(said, new RegExp(`the limit of ${limit(mpi)}:`));
        const ranks = await page.$$eval('.moving .mono', all => all.map(e => e.textContent));
        assert.equal(ranks.length, 4);
        const ends = bytes <= Number(limit(mpi));
        for (const rank of ranks) assert.match(rank, ends ? /has its message$/ : /in MPI_Send$/);
        assert.equal(/never ends/.test(said), !ends);
        // The ring lies around a point that the program has drawn.
        assert.ok(await page.$eval('[data-live=cliff] svg', svg => {
          const at = e => ['cx', 'cy'].map(n => Number(e.getAttribute(n)));
          const points = [...svg.querySelectorAll('circle')], [x, y] = at(points.pop());
          return points.some(p => Math.hypot(at(p)[0] - x, at(p)[1] - y) < 0.2);
        }));
      }
    }
  }));

test('without scripts every living figure has its still picture', async () => {
  for (const [name, kinds] of [['02-pool-of-workers', ['darts', 'pool']],
    ['06-is-it-faster', ['laws']], ['08-send-receive-ring', ['cliff']],
    ['10-collectives', ['bcast']]]) {
    const page = await open(browser, file(`${name}.html`), { javaScriptEnabled: false });
    for (const kind of kinds) {
      const figure = page.locator(`[data-live=${kind}]`);
      assert.ok(await figure.locator('svg[role=img]').isVisible(), kind);
      assert.match(await figure.locator('figcaption').innerText(), /\w+ \w+/);
      assert.equal(await figure.locator('button, select').count(), 0);
    }
    await page.close_all();
  }
});
