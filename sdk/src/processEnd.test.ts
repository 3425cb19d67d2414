// What becomes of a run when its process ends without ending it. Real processes, a real server.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../src/server/testAssay.ts';
import { client, type Client } from './client.ts';
import { replaySpool } from './replaySpool.ts';

let assay: TestAssay;
let url: string;
let folder: string;
let ask: Client;

beforeEach(async () => {
  assay = await testAssay();
  url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'assay-process-'));
  ask = client({ url });
});
afterEach(async () => {
  await assay.close();
  rmSync(folder, { recursive: true, force: true });
});

const runId = 'c'.repeat(32);

/** Runs a program that has a `run`; `ready` on its output lets the test act. */
async function program(
  body: string,
  act?: (pid: number) => void,
): Promise<{ code: number | null; signal: string | null; said: string }> {
  const index = new URL('./index.ts', import.meta.url).href;
  const file = join(folder, 'program.ts');
  const settings = { url, runId, experiment: 'e', capture: false, spoolFolder: join(folder, 'spool') };
  writeFileSync(
    file,
    `import { startRun } from '${index}';\nconst run = startRun(${JSON.stringify(settings)});\n${body}\n`,
  );
  const child = spawn(process.execPath, ['--expose-gc', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('ready') && child.pid !== undefined) act?.(child.pid);
  });
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, said })));
}

const replay = () => replaySpool({ spoolFolder: join(folder, 'spool'), logger: { warn: () => undefined } });
const errorOf = async (): Promise<string | undefined> =>
  (await ask.runs.get(runId)).tags.find(({ key }) => key === 'assay.error')?.value;

test('a program that comes to its end finishes its run', async () => {
  expect(await program('run.metric("loss", 1);')).toMatchObject({ code: 0, said: '' });
  expect(await ask.runs.get(runId)).toMatchObject({
    status: 'FINISHED',
    metrics: [{ key: 'loss', value: 1 }],
  });
});

test('a program that throws leaves its run FAILED with the error, once its spool is replayed', async () => {
  expect(await program('run.metric("loss", 1); throw new Error("no gradient");')).toMatchObject({ code: 1 });
  expect(await replay()).toMatchObject({ refused: 0, left: 0 });
  expect(await ask.runs.get(runId)).toMatchObject({ status: 'FAILED', metrics: [{ key: 'loss', value: 1 }] });
  expect(await errorOf()).toContain('no gradient');
});

test('a program that exits at once loses nothing', async () => {
  const body = 'for (let i = 0; i < 5000; i += 1) run.metric("loss", i); process.exit(0);';
  expect(await program(body)).toMatchObject({ code: 0 });
  await replay();
  expect(await ask.runs.get(runId)).toMatchObject({ status: 'FINISHED' });
  expect((await ask.runs.series(runId, 'loss')).steps).toHaveLength(5000);
});

test('a program that is told to stop leaves its run KILLED and ends by that signal', async () => {
  const body = 'run.metric("loss", 1); setInterval(() => {}, 1000); console.log("ready");';
  const ended = await program(body, (pid) => process.kill(pid, 'SIGTERM'));
  expect(ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  await replay();
  expect(await ask.runs.get(runId)).toMatchObject({ status: 'KILLED', metrics: [{ key: 'loss', value: 1 }] });
});

test('a loop that never waits keeps its memory bounded, because what cannot be sent goes to the disk', async () => {
  const body = `
    const log = (n) => { for (let i = 0; i < n; i += 1) run.metric('loss', i); };
    const heap = () => { gc(); return process.memoryUsage().heapUsed; };
    log(110_000);
    const before = heap();
    log(90_000);
    const more = heap() - before;
    await run.end();
    if (run.problems > 0 || more > 5e6) throw new Error(run.problems + ' problems, ' + more + ' bytes more');`;
  expect(await program(body)).toMatchObject({ code: 0, said: '' });
  const page = await ask.runs.series(runId, 'loss', { limit: 1 });
  expect(page.steps).toEqual([0]);
  const { items } = await ask.metrics.summaries({ runIds: [runId] });
  expect(items[0]?.count).toBe(200_000);
});

test('a program that exits while its run is ending loses nothing', async () => {
  const body =
    'for (let i = 0; i < 5000; i += 1) run.metric("loss", i); void run.end("FAILED"); process.exit(0);';
  expect(await program(body)).toMatchObject({ code: 0 });
  await replay();
  expect(await ask.runs.get(runId)).toMatchObject({ status: 'FAILED' });
  expect((await ask.runs.series(runId, 'loss')).steps).toHaveLength(5000);
});
