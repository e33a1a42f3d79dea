// times.mjs - how fast the pages are in the browser, for `make bench`: lines
// "KEY SECONDS".  Not a test.
//
//     book.paint    first contentful paint of the slowest page, from the disk
//     book.search   from a key in the search box to the answer laid out, the
//                   slowest of some queries, one of them in every section
import { launch, open } from './chromium.mjs';
import { file, pages } from './site.mjs';

const QUERIES = ['e', 'mpi_red', 'pthread_mutex', 'the ring', 'waitpid', 'no such word'];
const browser = await launch();

let paint = 0;
for (const name of pages) {
  const page = await open(browser, file(name));
  paint = Math.max(paint, await page.evaluate(() => new Promise(done => {
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        if (entry.name === 'first-contentful-paint') done(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  })));
  await page.close_all();
}
console.log('book.paint', (paint / 1000).toFixed(4));

const page = await open(browser, file('index.html'));
await page.keyboard.press('/');
await page.waitForFunction(() => window.BOOK_TEXT);
const search = await page.evaluate(queries => Math.max(...queries.map(query => {
  const input = document.querySelector('#search input');
  const begun = performance.now();
  input.value = query;
  input.dispatchEvent(new Event('input'));
  input.closest('dialog').getBoundingClientRect();
  return performance.now() - begun;
})), QUERIES);
console.log('book.search', (search / 1000).toFixed(4));
await browser.close();
