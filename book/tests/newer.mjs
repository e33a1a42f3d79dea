// newer.mjs SITE - the site in the folder SITE, built by the pandoc of this
// machine, against the one that the newest pandoc builds.  npm brings that as
// one WebAssembly file, which starts no process: the contract checker of both
// sites is `none`.  It is given the repository's text as a tree in memory.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConsoleStdout, Directory, File, OpenFile, PreopenDirectory, WASI }
  from '@bjorn3/browser_wasi_shim';

const [older] = process.argv.slice(2);
const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const wasm = readFileSync(
  new URL('pandoc.wasm', import.meta.resolve('pandoc-wasm')));

function tree(where) {
  if (statSync(where).isFile()) return new File(readFileSync(where), { readonly: true });
  return new Directory(new Map(readdirSync(where)
    .filter(name => name !== 'node_modules').map(name => [name, tree(path.join(where, name))])));
}
const rooms = ['book', 'chapters', 'exercises', 'solutions', 'grader'];
const disk = new Map(rooms.map(name => [name, tree(path.join(root, name))]));
const site = new Directory(new Map());
for (const name of ['stdin', 'stdout', 'stderr', 'warnings', 'empty']) {
  disk.set(name, new File(new Uint8Array(), { readonly: false }));
}
disk.set('site', site);

const wasi = new WASI(['pandoc.wasm', '+RTS', '-H64m', '-RTS'], [], [
  new OpenFile(new File(new Uint8Array(), { readonly: true })),
  ConsoleStdout.lineBuffered(line => console.error(line)),
  ConsoleStdout.lineBuffered(line => console.error(line)),
  new PreopenDirectory('/', disk)], { debug: false });
const { instance } = await WebAssembly.instantiate(wasm,
  { wasi_snapshot_preview1: wasi.wasiImport });
const haskell = instance.exports;

// A text in the module's memory, with a 0 behind it; where, how long.
function put(text) {
  const bytes = new TextEncoder().encode(text), at = haskell.malloc(bytes.length + 1);
  new Uint8Array(haskell.memory.buffer, at, bytes.length + 1).set([...bytes, 0]);
  return [at, bytes.length];
}
const cells = list => {
  const at = haskell.malloc(4 * list.length), view = new DataView(haskell.memory.buffer);
  list.forEach((value, n) => view.setUint32(at + 4 * n, value, true));
  return at;
};

wasi.initialize(instance);
haskell.__wasm_call_ctors();
haskell.hs_init_with_rtsopts(cells([4]), cells([cells(
  [...['pandoc.wasm', '+RTS', '-H64m', '-RTS'].map(word => put(word)[0]), 0])]));
haskell.convert(...put(JSON.stringify({ from: 'markdown', to: 'plain',
  filters: ['book/book.lua'], 'metadata-files': ['book/book.yml'],
  metadata: { mode: 'site', out: 'site', contract: 'none' },
  'input-files': ['empty'], 'output-file': 'nothing' })));

// The words that a reader sees.  A formula is its signs; that a function is
// applied (U+2061) is said by newer pandocs only, and is not seen.
function words(page) {
  return page.replace(/<annotation[^>]*>.*?<\/annotation>/gs, '')
    .replace(/<math.*?<\/math>/gs, m => m.replace(/<[^>]*>|\s|&#8289;|\u2061/g, ''))
    .replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}
const faults = [];
const old_pages = readdirSync(older).filter(name => name.endsWith('.html'));
for (const name of old_pages) {
  const there = site.contents.get(name);
  const a = words(readFileSync(path.join(older, name), 'utf8'));
  const b = there ? words(new TextDecoder().decode(there.data)) : '';
  if (a === b) continue;
  let n = 0;
  while (a[n] === b[n]) n++;
  faults.push(`${name}: "${a.slice(n - 30, n + 30)}" is "${b.slice(n - 30, n + 30)}"`);
}
const test = 'book: the newest pandoc says the same on every page';
if (old_pages.length < 10) faults.push('there are hardly any pages');
const said = new TextDecoder().decode(disk.get('stderr').data).slice(0, 300);
console.log(faults.length === 0 ? `ok ${test} (${old_pages.length})`
  : `FAIL ${test}: ${faults.slice(0, 3).join('; ')} ${said}`);
process.exit(faults.length === 0 ? 0 : 1);
