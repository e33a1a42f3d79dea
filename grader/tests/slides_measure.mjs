// slides_measure.mjs DECK... - what does not fit on its slide, measured in
// the browser: for each deck lines `DECK over: ...` and one `DECK measured N`.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, open } from '../../book/tests/browser/chromium.mjs';

function measure() {
  const found = [];
  const slides = [...document.querySelectorAll('.slide')];
  slides.forEach((slide, n) => {
    const name = `slide ${n + 1} (${slide.querySelector('h1, h2').textContent})`;
    for (const part of slide.querySelectorAll('.body, h1, h2')) {
      if (part.scrollHeight > part.clientHeight + 1) {
        found.push(`${name}: ${part.scrollHeight} pixels in ${part.clientHeight}`);
      }
      if (part.scrollWidth > part.clientWidth + 1) {
        found.push(`${name}: ${part.scrollWidth} pixels wide`);
      }
    }
    if (slide.scrollHeight > 720) found.push(`${name}: ${slide.scrollHeight} pixels high`);
    for (const box of slide.querySelectorAll('.code, .table')) {
      if (box.scrollWidth > box.clientWidth + 1) found.push(`${name}: a box scrolls sideways`);
      if (box.scrollHeight > box.clientHeight + 1) found.push(`${name}: a box scrolls`);
    }
  });
  return { slides: slides.length, found };
}

const browser = await launch();
const page = await open(browser, 'about:blank', { viewport: { width: 1280, height: 720 } });
// The deck's own script would hide all slides but one.
await page.route('**/slides.js', route => route.abort());
for (const deck of process.argv.slice(2)) {
  const name = path.basename(deck, '.html');
  await page.goto(pathToFileURL(deck).href);
  await page.evaluate(() => document.fonts.ready);
  const { slides, found } = await page.evaluate(measure);
  for (const fault of found) console.log(`${name} over: ${fault}`);
  console.log(`${name} measured ${slides}`);
}
await browser.close();
