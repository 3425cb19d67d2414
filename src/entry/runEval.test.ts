// Evaluations inside a program: the example, as a test would run it, and what can go wrong.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineEval } from 'assay-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as dates from '../../examples/eval-module/dates.eval.ts';
import { type TestAssay, testAssay } from '../server/testAssay.ts';
import { assertPass } from './assertPass.ts';
import { formatVerdict } from './formatVerdict.ts';
import { runEval } from './runEval.ts';

const example = new URL('../../examples/eval-module/dates.eval.ts', import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-eval-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The example in a folder of its own, so that a test may change it. */
function copyOfExample(change: (text: string) => string): string {
  const root = resolve(import.meta.dirname, '../..');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'sdk'), join(folder, 'node_modules/assay-sdk'));
  const from = join(root, 'examples/eval-module');
  for (const file of ['dates.ts', 'golden.jsonl']) copyFileSync(join(from, file), join(folder, file));
  const path = join(folder, 'dates.eval.ts');
  writeFileSync(path, change(readFileSync(join(from, 'dates.eval.ts'), 'utf8')));
  return path;
}

test('the example passes, in memory', async () => {
  const run = await runEval(example, { data: 'memory' });
  expect(run.verdict).toBe('PASS');
  assertPass(run);
  expect(run.results).toHaveLength(288);
  expect(run.results[0]?.candidate[0]?.scores['right']?.kind).toBe('scored');
  expect(run).toMatchObject({ isKept: false, url: null, gateRun: { component: 'date-reader' } });
});

test('a candidate that breaks a slice fails, and the error is the report', async () => {
  const run = await runEval(
    copyOfExample((text) => text.replace("'1.1.0', module: lenient", "'1.1.1', module: monthFirst")),
    {
      data: 'memory',
    },
  );
  expect(run.verdict).toBe('FAIL');
  expect(() => assertPass(run)).toThrow(/^FAIL {2}date-reader 1\.1\.1 against 1\.0\.0/);
  const report = formatVerdict(run, { mostExamples: 2 });
  expect(report).toContain('dotted');
  expect(report).not.toContain('\u001B');
});

test('what was answered is kept in the data directory and not asked again', async () => {
  const path = copyOfExample((text) => text);
  const data = join(folder, 'data');
  const first = await runEval(path, { data });
  const second = await runEval(path, { data });
  expect([first.isKept, first.gateRun.candidate.cached]).toEqual([true, 0]);
  expect(second.gateRun.candidate).toMatchObject({ cached: 288 });
  expect(second.verdict).toBe(first.verdict);
  expect(formatVerdict(second)).toContain(`npx assay gate examples ${second.gateRun.gateRunId.slice(0, 8)}`);
});

test('evaluations that are started side by side take turns at the data directory', async () => {
  const path = copyOfExample((text) => text);
  const data = join(folder, 'data');
  const runs = await Promise.all([1, 2, 3].map(() => runEval(path, { data, tier: 'pr' })));
  expect(new Set(runs.map(({ verdict }) => verdict))).toEqual(new Set(['PASS']));
});

test('a server that is named keeps the run', async () => {
  const assay: TestAssay = await testAssay();
  try {
    const url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
    const run = await runEval(example, { data: join(folder, 'data'), url });
    const kept = await (await fetch(run.url ?? '')).json();
    expect(kept).toMatchObject({ gateRunId: run.gateRun.gateRunId, verdict: 'PASS' });
    expect(readdirSync(join(folder, 'data/gates'))).toEqual(['date-reader']);
  } finally {
    await assay.close();
  }
});

test('a definition that a test has changed is run with the functions of its module', async () => {
  const { tiers: _tiers, ...rest } = dates.default;
  const run = await runEval(
    { ...rest, candidate: { version: '1.0.0', module: dates.strict } },
    { data: 'memory', module: example, exports: dates },
  );
  expect(run.gateRun.candidate.hash).toBe(run.gateRun.baseline?.hash);
});

test('a definition without functions needs no module, and one with functions says so', async () => {
  const file = (name: string, lines: readonly unknown[]): string => {
    writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return join(folder, name);
  };
  const n = Array.from({ length: 80 }, (_, i) => i);
  const recorded = defineEval({
    component: 'doubling',
    dataset: file(
      'golden.jsonl',
      n.map((i) => ({ input: i, expected: 2 * i })),
    ),
    candidate: {
      recorded: file(
        'answers.jsonl',
        n.map((i) => ({ input: i, output: 2 * i })),
      ),
    },
    objectives: { right: { use: 'exact-match', floor: 0.9 } },
  });
  expect((await runEval(recorded, { data: 'memory' })).verdict).toBe('PASS');
  await expect(runEval({ ...recorded, candidate: { module: () => 1 } }, { data: 'memory' })).rejects.toThrow(
    'nothing says which module exports it',
  );
});

test('a gate file runs as well', async () => {
  const path = copyOfExample((text) => text);
  writeFileSync(
    join(folder, 'assay.yaml'),
    'component: date-reader\ndataset: golden.jsonl\ncandidate: { module: dates.eval.ts#lenient }\n' +
      'objectives: { right: { use: exact-match, floor: 0.9 } }\n',
  );
  expect((await runEval(join(path, '../assay.yaml'), { data: 'memory' })).verdict).toBe('PASS');
  await expect(runEval(join(folder, 'nowhere.yaml'))).rejects.toThrow('cannot be read');
  await expect(runEval(join(folder, 'nowhere.eval.ts'))).rejects.toThrow('no such file');
});

test('a target that throws leaves no verdict to trust, and the errors are data', async () => {
  const path = copyOfExample((text) =>
    text.replace(
      'lenientReader(input.text)',
      "{ if (input.text !== '') throw new Error('no model'); return 'x'; }",
    ),
  );
  const run = await runEval(path, { data: 'memory' });
  expect(run.verdict).not.toBe('PASS');
  expect(run.gateRun.candidate.errors).toBeGreaterThan(0);
  expect(() => assertPass(run)).toThrow('no model');
});

test('a cancelled run has no verdict', async () => {
  const abort = new AbortController();
  const running = runEval(example, { data: 'memory', signal: abort.signal });
  abort.abort(new Error('enough'));
  const run = await running;
  expect([run.verdict, run.gateRun.status]).toEqual([null, 'CANCELLED']);
  expect(() => assertPass(run)).toThrow(/CANCELLED/);
});
