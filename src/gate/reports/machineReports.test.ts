// Reports that programs read: JUnit, JSON, annotations, code quality.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { schemaDocuments } from '../../../scripts/schemaDocuments.ts';
import { githubAnnotations } from './githubAnnotations.ts';
import { gitlabCodeQuality } from './gitlabCodeQuality.ts';
import type { GateReport } from './gateReport.ts';
import { gateReportJsonSchema, gateReportSchema, jsonReport } from './jsonReport.ts';
import { junitReport } from './junitReport.ts';
import { broke, cancelled, failing, hostileAnswer, passing, running, undecided } from './testRuns.ts';

const all: readonly (readonly [string, GateReport])[] = [
  ['pass', passing],
  ['fail', failing],
  ['inconclusive', undecided],
  ['error', broke],
  ['cancelled', cancelled],
  ['running', running],
];

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads the XML that is written here and refuses what is not well-formed. */
function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  expect(body).not.toMatch(/(?![\t\n\r])\p{Cc}|&(?!(amp|lt|gt|quot|#\d+);)/u);
  for (const [token, close, name = '', attributes = '', selfClosed] of body.matchAll(
    /<(\/?)([\w-]+)((?:\s[\w.-]+="[^"<]*")*)\s*(\/?)>|[^<]+|</g,
  )) {
    const parent = open.at(-1);
    if (parent === undefined) throw new Error(`Nothing is open at ${token}`);
    if (name === '') {
      expect(token).not.toBe('<');
      parent.text += token;
    } else if (close === '/') {
      expect(parent.name).toBe(name);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        value,
      ]);
      expect(new Set(pairs.map(([key]) => key)).size).toBe(pairs.length);
      const element: Element = {
        name,
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      };
      parent.children.push(element);
      if (selfClosed !== '/') open.push(element);
    }
  }
  expect(open).toHaveLength(1);
  const [only, ...others] = root.children;
  expect(others).toEqual([]);
  if (only === undefined) throw new Error('No element');
  return only;
}

const named = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);

test.each(all)('JUnit of a run that ended as %s keeps the rules of its schema', async (name, report) => {
  const xml = junitReport(report);
  await expect(xml).toMatchFileSnapshot(`golden/junit-${name}.xml`);
  const suites = parseXml(xml);
  expect(suites.name).toBe('testsuites');
  const [suite, ...others] = named(suites, 'testsuite');
  expect(others).toEqual([]);
  if (suite === undefined) throw new Error('No suite');
  // Order of elements: properties, then cases; counts are those of the cases; a case has at most one result.
  expect(suite.children.map((child) => child.name)).toEqual([
    'properties',
    ...named(suite, 'testcase').map(() => 'testcase'),
  ]);
  const cases = named(suite, 'testcase');
  const withResult = (result: string): number =>
    cases.filter((each) => named(each, result).length === 1).length;
  expect(suite.attributes).toMatchObject({
    tests: String(cases.length),
    failures: String(withResult('failure')),
    errors: String(withResult('error')),
    skipped: String(withResult('skipped')),
  });
  expect(suite.attributes['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  for (const each of cases) {
    expect(each.attributes['name'] ?? '').not.toBe('');
    expect(each.attributes['classname'] ?? '').not.toBe('');
    const kinds = each.children.map((child) => child.name);
    expect(kinds.filter((kind) => ['failure', 'error', 'skipped'].includes(kind)).length).toBeLessThanOrEqual(
      1,
    );
    expect([...kinds].sort((a, b) => order(a) - order(b))).toEqual(kinds);
  }
  expect(new Set(cases.map((each) => each.attributes['name'])).size).toBe(cases.length);
  // Only PASS is green.
  const isGreen = suite.attributes['failures'] === '0' && suite.attributes['errors'] === '0';
  expect(isGreen).toBe(name === 'pass');
});

const order = (name: string): number =>
  ['properties', 'skipped', 'error', 'failure', 'system-out', 'system-err'].indexOf(name);

test('characters that XML cannot have are replaced, the others are kept', () => {
  const judgement = undecided.run.judgement;
  if (judgement === null) throw new Error('it was decided');
  const headline = `${hostileAnswer} \u0000 \uD800 \uFFFE "quoted" ]]> äöü 日本 🙂`;
  const xml = junitReport({ ...undecided, run: { ...undecided.run, judgement: { ...judgement, headline } } });
  expect(xml).toContain('äöü 日本 🙂');
  expect(xml.isWellFormed()).toBe(true);
  parseXml(xml);
});

test.each(all)('JSON of a run that ended as %s follows its schema and comes back whole', (_, report) => {
  const text = jsonReport(report);
  const read: unknown = JSON.parse(text);
  expect(gateReportSchema.parse(read)).toEqual(read);
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(gateReportJsonSchema() as object);
  expect(validate(read) ? [] : validate.errors).toEqual([]);
  expect((read as { gateRun: unknown }).gateRun).toEqual(JSON.parse(JSON.stringify(report.run)));
});

test('the exit code is told, and only PASS is 0', () => {
  const codes = all.map(
    ([, report]) => (JSON.parse(jsonReport(report)) as { exitCode: number | null }).exitCode,
  );
  expect(codes).toEqual([0, 1, 2, 4, 4, null]);
});

test('annotations mark the line of the slice, the floor or the margin', () => {
  expect([passing, failing, undecided, broke].map((report) => githubAnnotations(report)))
    .toMatchInlineSnapshot(`
    [
      [],
      [
        "::error file=examples/docs-assistant/assay.yaml,line=12,title=assay FAIL%3A answer on identifiers::A significant loss of 35.5 pts (p 2.2e-5), beyond the tolerance of 5.0 pts.",
        "::warning file=examples/docs-assistant/assay.yaml,line=13,title=assay FAIL%3A answer on topic=registry::FAIL",
      ],
      [
        "::error file=examples/docs-assistant/assay.yaml,line=9,title=assay INCONCLUSIVE%3A answer::Cannot rule out a loss larger than the tolerance of 5.0 pts; no significant regression either (p 0.330).",
      ],
      [
        "::error file=examples/docs-assistant/assay.yaml,line=1,title=assay The gate%3A ERROR::The gate could not be carried out: The first 5 calls all failed: HTTP 401 from http://127.0.0.1:8000.",
      ],
    ]
  `);
});

test('annotations cannot be broken by what they say, and are at most ten', () => {
  const judgement = failing.run.judgement;
  if (judgement === null) throw new Error('it was decided');
  const [first] = judgement.checks;
  if (first === undefined) throw new Error('it has checks');
  const checks = Array.from({ length: 30 }, (_, index) => ({
    ...first,
    slice: `a:b,${index}%\n::error::x`,
    verdict: 'FAIL' as const,
    reasons: [{ code: 'x', message: hostileAnswer }],
  }));
  const lines = githubAnnotations(
    { ...failing, run: { ...failing.run, judgement: { ...judgement, checks } } },
    'a:b,c.yaml',
  );
  expect(lines).toHaveLength(10);
  expect(
    lines.every((line) => !line.includes('\n') && line.startsWith('::error file=a%3Ab%2Cc.yaml,line=')),
  ).toBe(true);
});

test('code quality has stable fingerprints and what GitLab asks for', () => {
  const issues = JSON.parse(gitlabCodeQuality(failing, './assay.yaml')) as { fingerprint: string }[];
  expect(issues).toMatchInlineSnapshot(`
    [
      {
        "check_name": "assay-gate/non-inferiority",
        "description": "FAIL: answer on identifiers. A significant loss of 35.5 pts (p 2.2e-5), beyond the tolerance of 5.0 pts.",
        "fingerprint": "f2802273aa6d1829e76b6399d3be49f3a0ea116ebb4085d9cae0fd6ebc4f1212",
        "location": {
          "lines": {
            "begin": 12,
          },
          "path": "assay.yaml",
        },
        "severity": "critical",
      },
      {
        "check_name": "assay-gate/non-inferiority",
        "description": "FAIL: answer on topic=registry. FAIL",
        "fingerprint": "ed83e0e1cd4104c865c49b94b08ed2a2c1c09ec9eb948497aa09c3412fed333a",
        "location": {
          "lines": {
            "begin": 13,
          },
          "path": "assay.yaml",
        },
        "severity": "minor",
      },
    ]
  `);
  const other = {
    ...failing,
    run: { ...failing.run, gateRunId: 'ffffffff', policySource: { ...failing.run.policySource, text: '' } },
  };
  const again = JSON.parse(gitlabCodeQuality(other)) as { fingerprint: string }[];
  expect(again.map(({ fingerprint }) => fingerprint)).toEqual(issues.map(({ fingerprint }) => fingerprint));
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  expect(JSON.parse(gitlabCodeQuality(passing))).toEqual([]);
  expect(JSON.parse(gitlabCodeQuality(broke))).toHaveLength(1);
});

test('the published schemas are those that files and reports are checked with (npm run docs writes them)', () => {
  for (const [path, text] of Object.entries(schemaDocuments())) expect(readFileSync(path, 'utf8')).toBe(text);
});
