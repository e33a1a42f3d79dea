// reporter.mjs - node's test results as the project's lines, `ok NAME` and
// `FAIL NAME: why`.
const why = error => String((error?.cause ?? error)?.message ?? error)
  .replace(/\s+/g, ' ').slice(0, 700);

export default async function* (events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (type === 'test:pass' && data.name.endsWith('.mjs')) continue;
    if (type === 'test:pass' && data.skip !== undefined) {
      yield `skip browser: ${data.name}: ${data.skip}\n`;
    } else if (type === 'test:pass') {
      yield `ok browser: ${data.name}\n`;
    } else {
      yield `FAIL browser: ${data.name}: ${why(data.details.error)}\n`;
    }
  }
}
