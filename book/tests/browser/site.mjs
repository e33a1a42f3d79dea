// site.mjs - the built site for the tests: its pages, and both ways to open
// them, from the disk and from a server on this machine.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { open } from './chromium.mjs';

export const root = path.resolve(fileURLToPath(import.meta.url), '../../../..');
export const site = path.resolve(process.env.SITE ||
  path.join(root, 'build/book/html'));
// Every page.
export const pages = readdirSync(site).filter(f => f.endsWith('.html'));
export const file = name => pathToFileURL(path.join(site, name)).href;

// Calls look(page, name) on every page of the site, opened from the disk, and
// gathers what it returns, each with the page's name before it.
export async function visit(browser, look, options = {}) {
  const found = [];
  const page = await open(browser, 'about:blank', options);
  for (const name of pages) {
    page.said.length = page.asked.length = 0;
    await page.goto(file(name));
    if (options.javaScriptEnabled !== false) {
      await page.evaluate(() => document.fonts.ready);
    }
    for (const what of await look(page, name)) found.push(`${name}: ${what}`);
  }
  await page.close_all();
  return found;
}

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript',
  '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };

// Serves the site on 127.0.0.1 until the tests end.
export async function serve() {
  const server = createServer((question, answer) => {
    const where = decodeURIComponent(new URL(question.url, 'http://x').pathname);
    try {
      const bytes = readFileSync(path.join(site, where));
      answer.writeHead(200, { 'content-type':
        TYPES[path.extname(where)] || 'application/octet-stream' });
      answer.end(bytes);
    } catch {
      answer.writeHead(404);
      answer.end();
    }
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  server.unref();
  return name => `http://127.0.0.1:${server.address().port}/${name}`;
}
