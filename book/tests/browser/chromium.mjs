// chromium.mjs - the browser of the tests: the system's Chromium, started
// once with an empty profile, and pages that remember what they said and
// what they asked for.
import { chromium } from 'playwright-core';

// CHROMIUM names another one; browser.sh has looked whether it is there.
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    timeout: 120000,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update',
      '--disable-sync'],
  });
}

// A new page in a context of its own.  Its `said` holds console messages and
// errors, its `asked` the addresses of all requests.
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(60000);
  const page = await context.newPage();
  page.said = [];
  page.asked = [];
  page.on('console', m => page.said.push(`${m.type()}: ${m.text()}`));
  page.on('pageerror', e => page.said.push(String(e)));
  page.on('request', r => page.asked.push(r.url()));
  page.on('requestfailed', r => page.said.push(`failed: ${r.url()}`));
  page.close_all = () => context.close();
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready);
  return page;
}
