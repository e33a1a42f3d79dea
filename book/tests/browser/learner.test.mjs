// learner.test.mjs - the book knows the learner: a copy of the site with the
// file that `make grade` leaves, with one that says nothing, and with none.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, open } from './chromium.mjs';
import { root, site } from './site.mjs';

const SLUG = '02-pool-of-workers';
let browser, copy;
before(async () => {
  browser = await launch();
  mkdirSync(path.join(root, 'build/book/tests'), { recursive: true });
  copy = mkdtempSync(path.join(root, 'build/book/tests/learner-'));
  cpSync(site, path.join(copy, 'build/book/html'), { recursive: true });
  mkdirSync(path.join(copy, '.many-hands'));
});
after(async () => {
  await browser?.close();
  rmSync(copy, { recursive: true });
});

// The record as grader/src/learner.h describes it: all of the catalogue's
// exercises, with what was graded of chapter 2.
function record(graded) {
  const catalogue = JSON.parse(readFileSync(
    path.join(root, `grader/catalogue/${SLUG}.json`), 'utf8'));
  const exercises = catalogue.exercises.map(e => ({ name: e.name, chapter: 2,
    slug: SLUG, file: e.file, verdict: '', points: 0, max_points: e.points,
    bonus: !!e.bonus, solved: false, hints: 0, ...graded[e.name] }));
  const sum = (list, key) => list.reduce((s, e) => s + e[key], 0);
  const passed = exercises.filter(e => e.verdict === 'PASS').length;
  const sums = { passed, points: sum(exercises, 'points'),
    max_points: sum(exercises.filter((e) => !e.bonus), 'max_points') };
  return { schema: 'many-hands/progress/1', current: 'pi_hits_fork', ...sums,
    chapters: [{ chapter: 2, slug: SLUG, exercises: exercises.length, ...sums }],
    exercises };
}
const leave = text => writeFileSync(path.join(copy, '.many-hands/progress.js'), text);
const at = name => pathToFileURL(path.join(copy, 'build/book/html', name)).href;
const GRADED = {
  split_range: { verdict: 'PASS', points: 10, solved: true },
  pi_hits_fork: { verdict: 'WRONG', points: 4 } };

test('what is graded is shown, and where to go on', async () => {
  leave(`window.manyHandsProgress = ${JSON.stringify(record(GRADED))};`);
  const page = await open(browser, at('index.html'));
  await page.waitForSelector('.resume');
  const resume = await page.textContent('.resume');
  assert.match(resume, /Continue where you were: pi_hits_fork, chapter 2 \(last verdict WRONG\)/);
  assert.match(resume, /1 of 5 exercises passed, 14 of \d+ points/);
  assert.match(await page.textContent('.toc'), /1 of 5 passed, 14 of/);
  await page.click('.resume a');
  await page.waitForSelector('p.standing');
  assert.match(await page.textContent('p.standing'), /last verdict WRONG, 4 of 10/);
  assert.ok(!await page.isVisible('.after'), 'the solution before PASS');
  await page.goto(at('exercise-split_range.html'));
  await page.waitForSelector('.after', { state: 'visible' });
  assert.match(await page.textContent('.after'), /solutions\/02-pool-of-workers\/split_range.c/);
  await page.goto(at(`${SLUG}.html`));
  await page.waitForSelector('main li .standing');
  assert.equal(await page.$$eval('main li .standing.passed', all => all.length), 1);
  assert.deepEqual(page.said, []);
  await page.close_all();
});

for (const [what, text] of [['nothing was graded', () =>
  `window.manyHandsProgress = ${JSON.stringify(record({}))};`],
  ['the file is empty', () => ''], ['the file is of another kind', () =>
    'window.manyHandsProgress = {schema: "other"};']]) {
  test(`the pages are silent when ${what}`, async () => {
    leave(text());
    const page = await open(browser, at('index.html'));
    for (const name of [`${SLUG}.html`, 'exercise-split_range.html']) {
      await page.goto(at(name), { waitUntil: 'networkidle' });
      assert.equal(await page.$('.standing, .resume'), null);
      assert.ok(!await page.$('.after:not([hidden])'));
    }
    assert.deepEqual(page.said, []);
    await page.close_all();
  });
}
