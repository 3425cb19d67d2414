// A server that dies in the middle of a run, by SIGKILL, and comes back: nothing logged is lost or doubled.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { client } from './client.ts';
import { startRun } from './startRun.ts';

let folder: string;
let port: number;
let server: ChildProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-away-'));
  port = await freePort();
});
afterEach(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function serve(): Promise<void> {
  const assay = new URL('../../src/cli/assay.ts', import.meta.url).pathname;
  const started = spawn(
    process.execPath,
    [assay, 'serve', '--port', String(port), '--data', join(folder, 'data')],
    {
      stdio: 'ignore',
    },
  );
  server = started;
  const { info } = client({ url: `http://127.0.0.1:${port}` });
  for (;;) {
    const answer = await info().catch(() => undefined);
    if (answer !== undefined) return;
    if (started.exitCode !== null) throw new Error(`the server ended with ${started.exitCode}`);
    await wait(20);
  }
}

async function killServer(): Promise<void> {
  const dying = server;
  const gone = new Promise((resolve) => dying?.once('exit', resolve));
  dying?.kill('SIGKILL');
  await gone;
}

test('a run goes on while its server is killed and started again, three times', async () => {
  await serve();
  const url = `http://127.0.0.1:${port}`;
  const run = startRun({
    url,
    experiment: 'e',
    spoolFolder: join(folder, 'spool'),
    capture: false,
    logger: { warn: () => undefined },
    patienceMs: 15_000,
  });
  let step = 0;
  const train = async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i += 1, step += 1) {
      run.metric('loss', 1 / (step + 1), { step });
      if (step % 50 === 0) await wait(1);
    }
  };
  for (let round = 0; round < 3; round += 1) {
    await train(3000);
    await killServer();
    await train(3000);
    run.artifact({ name: `checkpoint-${round}.txt`, data: `at ${step}` });
    await serve();
    await train(500);
  }
  await run.end();

  const ask = client({ url });
  const steps: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask.runs.series(run.id, 'loss', { limit: 50_000, cursor });
    steps.push(...page.steps);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(steps.length).toBe(step);
  expect(new Set(steps).size).toBe(step);
  expect(await ask.runs.get(run.id)).toMatchObject({ status: 'FINISHED' });
  expect((await ask.artifacts.list(run.id)).items.map(({ path }) => path)).toEqual([
    'checkpoint-0.txt',
    'checkpoint-1.txt',
    'checkpoint-2.txt',
  ]);
  expect(run.problems).toBe(0);
  expect(readdirSync(join(folder, 'spool'))).toEqual([]);
}, 60_000);
