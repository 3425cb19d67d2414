import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ran, testProgram, type TestProgram } from '../testProgram.ts';

const examples = 200;
let program: TestProgram;
let folder: string;

beforeAll(async () => {
  program = await testProgram();
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-gate-'));
  write(
    'examples.jsonl',
    range((i) => ({ input: { q: i }, expected: `a${i}`, metadata: { kind: i < 60 ? 'rare' : 'usual' } })),
  );
  write(
    'baseline.jsonl',
    range((i) => ({ input: { q: i }, output: i % 20 === 19 ? 'wrong' : `a${i}` })),
  );
  // Better where it is usual, and worse in every third of the rare ones.
  write(
    'candidate.jsonl',
    range((i) => ({ input: { q: i }, output: i < 60 && i % 3 === 0 ? 'wrong' : `a${i}` })),
  );
  writeFileSync(
    join(folder, 'assay.yaml'),
    `component: answers
dataset: examples.jsonl
candidate: { version: 2.0.0, recorded: candidate.jsonl }
baseline: { version: 1.0.0, recorded: baseline.jsonl }
objectives:
  answer: { use: exact-match, floor: 0.7, margin: 0.2 }
slices: [{ key: kind, critical: [rare] }]
`,
  );
});

afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

function range(line: (i: number) => unknown): string {
  return `${Array.from({ length: examples }, (_, i) => JSON.stringify(line(i))).join('\n')}\n`;
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function run(...args: readonly string[]): Promise<Ran> {
  return program.run([...args], { env: { ASSAY_DATA: join(folder, '.assay') } });
}

const gateFile = (): string => join(folder, 'assay.yaml');

async function newest(): Promise<string> {
  const { out } = await run('gate', 'list', '--json', '--limit', '1');
  return (
    (JSON.parse(out) as { readonly items: readonly { readonly gateRunId: string }[] }).items[0]?.gateRunId ??
    ''
  );
}

test('a broken slice fails the gate, and the report names it first', async () => {
  const { exitCode, out } = await run('gate', gateFile());
  expect(exitCode).toBe(1);
  expect(out).toMatch(/^\s*FAIL\s+answers 2\.0\.0 against 1\.0\.0/);
  expect(out.indexOf('kind=rare')).toBeLessThan(out.indexOf('objective'));
  expect(out).toMatch(/baseline {2}a\d+\s+candidate wrong/);
});

test('what the server keeps is listed, shown, walked through and verified', async () => {
  const id = await newest();
  expect((await run('gate', 'list', '--component', 'answers', '--verdict', 'FAIL')).out).toContain(
    id.slice(0, 8),
  );
  expect((await run('gate', 'show', id.slice(0, 8))).out).toContain('FAIL  answers');
  const walked = await run('gate', 'examples', id, '--slice', 'kind=rare', '--limit', '1');
  expect(walked.out).toMatch(/answer −1.*kind=rare/);
  const verified = await run('gate', 'verify', id);
  expect(verified).toMatchObject({ exitCode: 0 });
  expect(verified.out).toContain('the same to the last byte');
});

test('a precheck tells the chances and asks nothing', async () => {
  const { exitCode, out } = await run('gate', 'precheck', gateFile(), '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ estimatedCalls: 400, refusals: [] });
});

test('a waiver that the server granted takes its check out of the decision, in sight', async () => {
  const until = '2026-03-01';
  const granted = await run(
    ...['gate', 'waive', 'answers', 'answer', '--slice', 'kind=rare'],
    ...['--owner', 'ana', '--reason', 'mended next week', '--until', until, '--json'],
  );
  expect(granted.exitCode).toBe(0);
  const waived = await run('gate', gateFile());
  expect(waived.exitCode).toBe(0);
  expect(waived.out).toContain('waived by ana until 2026-03-01: mended next week');
  expect(waived.out).toContain('Waived: answer on kind=rare.');
  const { waiverId } = JSON.parse(granted.out) as { readonly waiverId: string };
  await run('gate', 'unwaive', waiverId);
  expect((await run('gate', gateFile(), '--quiet')).exitCode).toBe(1);
  expect((await run('gate', 'waivers', 'answers')).out).toContain('revoked');
});

test('reports are written to the files that were named, and the quiet gate prints nothing', async () => {
  const [junit, json] = [join(folder, 'out/junit.xml'), join(folder, 'out/gate.json')];
  const ran = await run('gate', gateFile(), '-q', '-r', `junit=${junit}`, '-r', `json=${json}`);
  expect(ran).toMatchObject({ exitCode: 1, out: '' });
  expect(readFileSync(junit, 'utf8')).toContain('<testsuite ');
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ gateRun: { verdict: 'FAIL' } });
  const strange = await run('gate', gateFile(), '-r', 'html=x');
  expect(strange.exitCode).toBe(3);
  expect(strange.err).toContain('junit');
});

test('a gate file that cannot be read is told with its lines; a folder without one says what to do', async () => {
  write('wrong.yaml', 'component: x\ndataset: examples.jsonl\nobjectve: {}\n');
  const wrong = await run('gate', join(folder, 'wrong.yaml'));
  expect(wrong.exitCode).toBe(3);
  expect(wrong.err).toMatch(/wrong\.yaml:3:1 .*Did you mean `objectives`/);
  const none = await run('gate', join(folder, 'nowhere.yaml'));
  expect(none).toMatchObject({ exitCode: 3 });
  expect(none.err).toContain('There is no gate file');
});

test('a dataset that is not the version it is pinned to ends with the code of failed verification', async () => {
  write(
    'pinned.yaml',
    readFileSync(gateFile(), 'utf8').replace(
      'dataset: examples.jsonl',
      `dataset: { source: examples.jsonl, version: '${'0'.repeat(64)}' }`,
    ),
  );
  const { exitCode, err } = await run('gate', join(folder, 'pinned.yaml'));
  expect(exitCode).toBe(5);
  expect(err).toContain('computed');
});
