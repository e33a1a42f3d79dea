#!/usr/bin/python3
"""report_check.py - is a report valid, and does it say what the record says?

    report_check.py make REALRECORD FOLDER      hostile records, one a file
    report_check.py check NAME RECORD REPORT...  a line ok or FAIL for each
                                                REPORT, a file X.FORMAT

Valid: JSON Schema, XML Schema (xmllint), an HTML5 parser (tidy), the csv
module.  True: names, verdicts and points are compared with the record.
"""
import csv, html.parser, io, json, os, re, subprocess, sys
import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))

# --- hostile records ---------------------------------------------------------

# What a learner's program can print, name or hold, and breaks naive reports.
HOSTILE = {
    'markup': '</pre></td></main><script>alert(1)</script><img src=x onerror=alert(2)>',
    'cdata': ']]> ]]&gt; <![CDATA[ <?xml ?> <!-- --> &amp; &#0; &nosuch;',
    'ansi': '\x1b[31mred\x1b]0;title\x07\x1b[2J \x9b31m \x08\x08\x08',
    'zero': 'before\x00after \x01\x02\x0b\x0c\x7f',
    'quotes': '"double" \'single\' `tick` \\ \\" $(id) ${x} %s %n %d',
    'bidi': 'access \u202e level \u2066 admin \u2069 \u2028 \u2029 \ufeff \ufffe \uffff \U0001ffff',
    'formula': '=HYPERLINK("http://x","y")',
    'formula-later': ' \t@SUM(A1)',
    'lines': 'a\r\nb\rc\n\n\n,;\t"x"\r\n',
    'long': 'x' * 1000000,
    'many-lines': 'int x;\n' * 20000,
    'utf8': 'naïve \U0001f980 \u0627\u0644\u0639 e\u0301 ｆｕｌｌ',
    'empty': '',
}


def hostile_record(base, text):
    """The record with `text` in every place that a learner can reach."""
    record = json.loads(json.dumps(base))
    record['exercises'] = record['exercises'][:4]
    record['from'] = record['student'] = text
    for x in record['exercises']:
        for key in ('evidence', 'detail', 'headline', 'source', 'file', 'input', 'expected', 'hint'):
            x[key] = text
        x['file'] += '.c'  # its source is coloured
        x['got'] = text[:4000] + ' and more'
        x['lines'] = [1, 2, 3, -5, 10 ** 7, 19999, text]
        x['line'] = 2
        x['hints'] = [text, None, text, text]
        x['warnings'] = [text, 3]
        for t in x['tests']:
            t['message'] = text
    return record


def odd_records(base):
    """Right in form, strange in content."""
    yield 'no-exercises', dict(base, exercises=[])
    yield 'no-time', {k: v for k, v in base.items() if k != 'graded_at'}
    yield 'bare', {'schema': base['schema'], 'exercises': [{'name': 'a b<c', 'verdict': 'CE'}]}
    for verdict in ('CE', 'INCONCLUSIVE', 'GRADER_ERROR', 'DEADLOCK', 'PASS'):
        record = json.loads(json.dumps(base))
        for x in record['exercises']:
            x['verdict'], x['evidence'] = verdict, '' if verdict == 'PASS' else 'why'
            x['tests'] = [] if verdict == 'CE' else [dict(t, verdict=verdict) for t in x['tests']]
        yield 'all-' + verdict.lower(), record


def make(seed_record, folder):
    base = json.load(open(seed_record))
    for name, text in HOSTILE.items():
        out = json.dumps(hostile_record(base, text), ensure_ascii=name in ('bidi', 'zero'))
        open(f'{folder}/{name}.json', 'w', encoding='utf-8', newline='').write(out)
    for name, record in odd_records(base):
        json.dump(record, open(f'{folder}/{name}.json', 'w'))


# --- what must be true -------------------------------------------------------

class Wrong(Exception):
    pass


def must(condition, why):
    if not condition:
        raise Wrong(why)


def schema(name, data):
    jsonschema.validate(data, json.load(open(f'{HERE}/schemas/{name}.schema.json')))


def read_json(report):
    return json.loads(open(report, 'rb').read().decode('utf-8'))


def exercises(record):
    return record['exercises']


def check_json(record, report):
    schema('record', read_json(report))
    for x in read_json(report)['exercises']:
        must(sum(t['max_score'] for t in x['tests']) in (0, x['max_score']), f'{x["name"]}: points of the tests')
        if 'kept_points' not in x:
            must(not x['tests'] or sum(t['score'] for t in x['tests']) == x['score'], f'{x["name"]}: score of the tests')


def check_gradescope(record, report):
    data = read_json(report)
    schema('gradescope', data)
    must(data['score'] == record.get('score', 0), 'the score differs')
    must([t['status'] == 'passed' for t in data['tests']] == [x['verdict'] == 'PASS' for x in exercises(record)],
         'a status differs')
    must([t['tags'] for t in data['tests']] == [[x['verdict']] for x in exercises(record)], 'a verdict differs')


def check_classroom50(record, report):
    data = read_json(report)
    if 'graded_at' not in record:
        data.update(datetime='1970-01-01T00:00:00Z', graded_at='1970-01-01T00:00:00Z')
    schema('classroom50', data)
    must(data['score'] == record.get('score', 0), 'the score differs')
    must([(t['test-name'], t['passed']) for t in data['tests']] ==
         [(x['name'], x['verdict'] == 'PASS') for x in exercises(record)], 'a test differs')


def check_exercism(record, report):
    data = read_json(report)
    schema('exercism', data)
    ran = any(x.get('tests') for x in exercises(record))
    passed = all(x['verdict'] == 'PASS' for x in exercises(record))
    must(data['status'] == ('error' if not ran else 'pass' if passed else 'fail'), 'the status is ' + data['status'])


def check_junit(record, report):
    run = subprocess.run(['xmllint', '--noout', '--nonet', '--huge', '--schema', f'{HERE}/schemas/junit.xsd', report],
                         capture_output=True, text=True, errors='replace')
    must(run.returncode == 0, run.stderr[:300])
    import xml.etree.ElementTree as tree
    root = tree.parse(report).getroot()
    suites = root.findall('testsuite')
    must([s.get('name') for s in suites] == [x['name'] for x in exercises(record)], 'a suite differs')
    for s, x in zip(suites, exercises(record)):
        bad = s.findall('testcase/failure') + s.findall('testcase/error') + s.findall('testcase/skipped')
        must((not bad) == (x['verdict'] == 'PASS'), f'{x["name"]} is {x["verdict"]} but has {len(bad)} bad cases')
        must(int(s.get('tests')) == len(s.findall('testcase')), 'a count differs')
        must(int(s.get('failures')) == len(s.findall('testcase/failure')), 'a count of failures differs')


class Page(html.parser.HTMLParser):
    """The tags, attributes and text of a page; tags must be closed in order."""
    VOID = {'meta', 'link', 'br', 'img', 'hr', 'input'}
    TAGS = {'html', 'head', 'meta', 'title', 'link', 'style', 'body', 'main', 'header', 'div', 'i', 'p', 'h1', 'h2',
            'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'span', 'section', 'details', 'summary', 'figure',
            'figcaption', 'pre', 'code', 'dl', 'dt', 'dd', 'mark', 'footer'}
    ATTRIBUTES = {'lang', 'charset', 'name', 'content', 'rel', 'href', 'class', 'id', 'style', 'scope', 'role',
                  'tabindex', 'aria-label', 'aria-hidden'}

    def __init__(self):
        super().__init__()
        self.open, self.badges, self.text = [], [], io.StringIO()

    def handle_starttag(self, tag, attrs):
        must(tag in self.TAGS, f'a tag <{tag}> that no page of ours has')
        for name, value in attrs:
            must(name in self.ATTRIBUTES, f'an attribute {name} in <{tag}>')
            must(name not in ('href',) or re.match(r'#[\w-]*$|data:image/svg', value or ''), f'a link to {value}')
        if tag not in self.VOID:
            self.open.append(tag)
        if 'verdict' in (dict(attrs).get('class') or '').split():
            self.badges.append('')

    def handle_endtag(self, tag):
        must(self.open and self.open.pop() == tag, f'</{tag}> closes nothing')

    def handle_data(self, data):
        self.text.write(data)
        if self.badges and not self.badges[-1]:
            self.badges[-1] = data


def check_html(record, report):
    raw = open(report, 'rb').read()
    text = raw.decode('utf-8')
    must(not re.search(r'[\x00-\x08\x0b-\x1f\x7f-\x9f]', text), 'a control character')
    page = Page()
    page.feed(text)
    page.close()
    must(page.open == [], f'not closed: {page.open}')
    must(not re.search(r'<script|https?://(?!www\.w3\.org/2000/svg)[^\s&]*["\')]', re.sub(r'<style>.*?</style>', '', text, flags=re.S)),
         'a script, or something from elsewhere')
    for x in exercises(record):
        must(x['verdict'] in page.badges, f'no badge {x["verdict"]}')
    run = subprocess.run(['tidy', '-q', '-e', '--show-info', 'no', '--drop-empty-elements', 'no', report],
                         capture_output=True, text=True, errors='replace')
    faults = [l for l in run.stderr.splitlines() if l.strip()]
    must(not faults, f'tidy: {faults[:3]}')


def check_csv(record, report):
    rows = list(csv.reader(io.StringIO(open(report, newline='', encoding='utf-8').read()), strict=True))
    must(len(rows) == 2 and len(rows[0]) == len(rows[1]), f'{len(rows)} rows of {[len(r) for r in rows]} cells')
    row = dict(zip(*rows))
    must(row['score'] == str(record.get('score', 0)), 'the score differs')
    for x in exercises(record):
        must(row[x['name'] + ' verdict'] == x['verdict'], f'verdict of {x["name"]}')
    for c in rows[1]:
        must(not c.lstrip()[:1] in ('=', '+', '@') and not re.match(r'\s*-.', c), f'a formula: {c[:40]}')


def check_markdown(record, report):
    lines = open(report, encoding='utf-8', newline='').read().split('\n')
    rows = [l for l in lines if l.startswith('| ')][1:]
    must(len(rows) == len(exercises(record)), f'{len(rows)} rows')
    for row, x in zip(rows, exercises(record)):
        # What a learner wrote stands in code, and code holds no backtick.
        must(re.fullmatch(r'\| \d+ \| `[^`|]+` \| [A-Z_]+ \| \d+/\d+ \| (`[^`|]*` )?\|', row.replace('|  |', '| |')),
             'text stands outside of code: ' + row[:80])
        must(f'| {x["verdict"]} |' in row, 'a verdict differs')


def check_moodle(record, report):
    rows = list(csv.reader(io.StringIO(open(report, newline='', encoding='utf-8').read()), strict=True))
    must(len(rows) == 2 and len(rows[0]) == len(rows[1]), 'not two rows of the same length')
    must(all(re.fullmatch(r'\d+|-', c) for c in rows[1][3:]), f'grades: {rows[1][3:]}')
    must(rows[0][:2] == ['username', 'Many Hands'] and rows[1][1] == str(record.get('score', 0)), 'the total differs')


if __name__ == '__main__':
    if sys.argv[1] == 'make':
        make(sys.argv[2], sys.argv[3])
        sys.exit(0)
    name, record_path, *reports = sys.argv[2:]
    record = json.loads(open(record_path, encoding='utf-8', errors='surrogatepass').read())
    for report in reports:
        kind = report.rsplit('.', 1)[1]
        try:
            globals()['check_' + kind](record, report)
            print(f'ok report/{name}/{kind}')
        except Exception as e:  # whatever it is, the report did not stand the check
            why = ' '.join(f'{type(e).__name__}: {e}'.split())[:400]
            print(f'FAIL report/{name}/{kind}: {why}')
