// A program for tests: evaluates fifty examples on a chat endpoint with a store on disk, and says which are counted as it goes.
//
//     node tests/evaluation/runUntilKilled.ts <data folder> <base URL>
import { setTimeout as wait } from 'node:timers/promises';
import { canonicalHash } from '../../src/datasets/canonicalHash.ts';
import { openTarget } from '../../src/evals/openTarget.ts';
import { runEvaluation } from '../../src/evals/runner/runEvaluation.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqliteStore.ts';

const [folder = '', baseUrl = ''] = process.argv.slice(2);
const store = openSqliteStore({ folder, isInMemory: false, now: () => Date.now() });
const context = {
  store,
  now: () => Date.now(),
  elapsed: () => performance.now(),
  randomBytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)),
  announce: () => undefined,
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  sleep: async (ms: number, signal: AbortSignal) => {
    await wait(ms, undefined, { signal });
  },
  secret: () => undefined,
};
const settings = {
  concurrency: 4,
  mostConcurrency: 4,
  timeoutMs: 10_000,
  mostAttempts: 5,
  callDeadlineMs: 60_000,
  mostOutputBytes: 100_000,
};
const open = (prompt: string) =>
  openTarget(
    { use: 'openai', options: { baseUrl, model: 'm', prompt } },
    { ...context, ...settings, folder },
  );
const examples = Array.from({ length: 50 }, (_, i) => ({
  exampleId: canonicalHash(i),
  input: i,
  expected: null,
  metadata: {},
  tags: [],
  split: null,
  cluster: null,
}));
const evaluation = await runEvaluation(
  context,
  {
    examples,
    epochs: 1,
    candidate: await open('candidate {{input}}'),
    baseline: await open('baseline {{input}}'),
    evaluators: new Map(),
    settings,
    budget: { costUsd: null, tokens: null, minutes: null },
    seed: 'kill',
    looks: 1,
    usesCache: true,
  },
  { onExample: (index) => process.stdout.write(`counted ${index}\n`) },
  new AbortController().signal,
);
const { candidate, baseline, ended } = evaluation;
process.stdout.write(
  `ended ${JSON.stringify({ ended, candidate: candidate.totals, baseline: baseline?.totals })}\n`,
);
await store.close();
