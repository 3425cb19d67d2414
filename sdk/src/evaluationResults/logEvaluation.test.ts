// Results that are logged are kept whole, counted honestly, and can be gated again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalHash } from '../../../src/datasets/canonicalHash.ts';
import { openTarget } from '../../../src/evals/openTarget.ts';
import { type TestAssay, testAssay } from '../../../src/server/testAssay.ts';
import { client, type Client } from '../client.ts';
import type { Run } from '../run.ts';
import { startRun } from '../startRun.ts';
import type { EvaluationResult } from './evaluationResult.ts';

let assay: TestAssay;
let folder: string;
let ask: Client;
let run: Run;
let said: string[];

beforeEach(async () => {
  assay = await testAssay();
  const url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'assay-results-'));
  ask = client({ url });
  said = [];
  run = startRun({
    url,
    experiment: 'e',
    spoolFolder: join(folder, 'spool'),
    logger: { warn: (sentence) => said.push(sentence) },
    capture: false,
    systemMetrics: false,
  });
});
afterEach(async () => {
  await run.end();
  await assay.close();
  rmSync(folder, { recursive: true, force: true });
});

async function linesOf(path: string): Promise<unknown[]> {
  const text = await (await ask.artifacts.get(run.id, path)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

async function metrics(): Promise<Record<string, unknown>> {
  const { metrics: found } = await ask.runs.get(run.id);
  return Object.fromEntries(found.map(({ key, value }) => [key, value]));
}

test('results are an artifact of JSON lines, and their scores are metrics', async () => {
  const logged = await run.logEvaluation({
    name: 'nightly',
    results: [
      { exampleId: 'a', output: 'x', expected: 'x', scores: { right: true, length: 3 }, latencyMs: 12 },
      { exampleId: 'b', output: 'y', scores: { right: null, length: 5 } },
      { exampleId: 'c', error: new Error('no answer') },
    ],
  });
  expect(logged).toEqual({
    runId: run.id,
    artifact: 'evaluations/nightly.jsonl',
    count: 3,
    scores: { right: { mean: 1, n: 1, unscored: 2 }, length: { mean: 4, n: 2, unscored: 1 } },
    problems: [],
  });
  await run.end();
  expect(await linesOf(logged.artifact)).toEqual([
    { exampleId: 'a', output: 'x', expected: 'x', latencyMs: 12, scores: { right: 1, length: 3 } },
    { exampleId: 'b', output: 'y', scores: { right: null, length: 5 } },
    { exampleId: 'c', error: 'Error: no answer' },
  ]);
  expect(await metrics()).toEqual({
    'nightly/right/mean': 1,
    'nightly/right/n': 1,
    'nightly/right/unscored': 2,
    'nightly/length/mean': 4,
    'nightly/length/n': 2,
    'nightly/length/unscored': 1,
  });
});

test('NaN is refused by the number of its result, and counts as unscored rather than zero', async () => {
  const logged = await run.logEvaluation({
    results: [
      { exampleId: 'a', output: 1, scores: { f1: 0.5 } },
      { exampleId: 'b', output: 2, scores: { f1: NaN } },
    ],
  });
  expect(logged.scores).toEqual({ f1: { mean: 0.5, n: 1, unscored: 1 } });
  expect(logged.problems).toEqual([
    { index: 1, problem: "its score 'f1' is NaN; log null for what was not scored" },
  ]);
  expect(said.join()).toContain("result 1 of the evaluation 'evaluations/results.jsonl'");
  await run.end();
  expect(await linesOf(logged.artifact)).toContainEqual({ exampleId: 'b', output: 2, scores: { f1: null } });
});

test('a score that nobody got has no mean', async () => {
  const logged = await run.logEvaluation({ results: [{ exampleId: 'a', output: 1, scores: { f1: null } }] });
  expect(logged.scores).toEqual({ f1: { mean: null, n: 0, unscored: 1 } });
  await run.end();
  expect(await metrics()).toEqual({ 'f1/n': 0, 'f1/unscored': 1 });
});

test('what cannot be kept is said, and never leaves the count', async () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const logged = await run.logEvaluation({
    results: [
      { exampleId: 'a', output: cycle, scores: { right: 1 } },
      { exampleId: 'b', output: { deep: Infinity } },
      { exampleId: 'c' },
      { output: 'of nothing', scores: { right: 0 } },
      { exampleId: 'd', epoch: -1, output: 1 },
      { exampleId: 'e', output: 1, latencyMs: NaN },
      { exampleId: 'f', output: null, expected: () => 1 },
    ],
  });
  expect(logged.count).toBe(5);
  expect(logged.scores['right']).toEqual({ mean: 0.5, n: 2, unscored: 5 });
  expect(logged.problems.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await run.end();
  const lines = await linesOf(logged.artifact);
  expect(lines[0]).toMatchObject({ exampleId: 'a', error: expect.stringContaining('circular') as unknown });
  expect(lines[1]).toMatchObject({ exampleId: 'b', error: expect.stringContaining('Infinity') as unknown });
  expect(lines[3]).toEqual({ exampleId: 'e', output: 1 });
  expect(lines[4]).toEqual({ exampleId: 'f', output: null });
});

test('results may come one by one, and what came before an error of theirs is kept', async () => {
  async function* results(): AsyncGenerator<EvaluationResult> {
    for (let i = 0; i < 1200; i += 1) yield { input: { i }, output: i, scores: { odd: i % 2 === 1 } };
    throw new Error('the endpoint went away');
  }
  const logged = await run.logEvaluation({ results: results() });
  expect(logged.count).toBe(1200);
  expect(logged.scores['odd']).toEqual({ mean: 0.5, n: 1200, unscored: 0 });
  expect(logged.problems).toMatchObject([{ index: 1200 }]);
  expect(said.join()).toContain('the endpoint went away');
});

test('the end of a run waits for results, and names never collide', async () => {
  void run.logEvaluation({ name: '../up here', results: [{ exampleId: 'a', output: 1 }] });
  void run.logEvaluation({ name: '../up here', results: [{ exampleId: 'a', output: 2 }] });
  await run.end();
  expect(await linesOf('evaluations/up-here.jsonl')).toEqual([{ exampleId: 'a', output: 1 }]);
  expect(await linesOf('evaluations/up-here.2.jsonl')).toEqual([{ exampleId: 'a', output: 2 }]);
});

test('a recorded target answers with what was logged', async () => {
  const input = { question: 'who?' };
  const logged = await run.logEvaluation({
    results: [
      {
        input,
        epoch: 0,
        output: 'me',
        expected: 'me',
        scores: { right: 1 },
        citations: ['p1'],
        latencyMs: 7,
      },
      { exampleId: 'e2', output: undefined, error: 'rate limited', scores: { right: null } },
    ],
  });
  await run.end();
  const target = await openTarget(
    { use: 'recorded', options: { artifact: { runId: logged.runId, path: logged.artifact } } },
    { ...assay.gate, folder, timeoutMs: 1000, mostOutputBytes: 1_000_000 },
  );
  const never = new AbortController().signal;
  const answered = await target.ask({ exampleId: canonicalHash(input), input, epoch: 0, seed: 1 }, never);
  expect(answered).toMatchObject({
    kind: 'answered',
    answer: { output: 'me', citations: ['p1'] },
    latencyMs: 7,
  });
  const failed = await target.ask({ exampleId: 'e2', input: null, epoch: 0, seed: 1 }, never);
  expect(failed).toMatchObject({
    kind: 'failed',
    error: { code: 'target/reported', message: 'rate limited' },
  });
  await target.close();
});
