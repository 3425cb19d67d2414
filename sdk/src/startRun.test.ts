// Recording runs, against a real server on a real port.
import { mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../src/server/testAssay.ts';
import { client, type Client } from './client.ts';
import { Spool } from './outbox/spool.ts';
import type { StartOptions } from './startOptions.ts';
import { startRun } from './startRun.ts';
import { withRun } from './withRun.ts';

let assay: TestAssay;
let url: string;
let folder: string;
let ask: Client;
let said: string[];

beforeEach(async () => {
  assay = await testAssay();
  url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'assay-sdk-'));
  ask = client({ url });
  said = [];
});
afterEach(async () => {
  await assay.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = (more: StartOptions = {}): StartOptions => ({
  url,
  experiment: 'e',
  spoolFolder: join(folder, 'spool'),
  logger: { warn: (sentence) => said.push(sentence) },
  capture: false,
  ...more,
});

test('a run is there with everything that was logged when its end was awaited', async () => {
  const run = startRun(
    options({ name: 'first', purpose: 'does it work?', seed: 7, decoding: { temperature: 0 } }),
  );
  run.param('lr', 0.1).params({ layers: [1, 2], optimizer: 'adam' });
  for (let step = 0; step < 2500; step += 1) run.metric('loss', 1 / (step + 1));
  run
    .metrics({ accuracy: 0.5, 'val/loss': NaN }, 10)
    .tag('phase', 'one')
    .ticket('https://t/1')
    .note('**good**');
  run.artifact({ name: 'notes/a.txt', data: 'hello' });
  await run.end();

  const found = await ask.runs.get(run.id);
  expect(found).toMatchObject({
    name: 'first',
    purpose: 'does it work?',
    status: 'FINISHED',
    notes: '**good**',
  });
  expect(found.params).toEqual([
    { key: 'layers', value: '[1,2]' },
    { key: 'lr', value: '0.1' },
    { key: 'optimizer', value: 'adam' },
  ]);
  const tags = new Map(found.tags.map(({ key, value }) => [key, value]));
  expect(tags.get('assay.seed')).toBe('7');
  expect(tags.get('assay.decoding')).toBe('{"temperature":0}');
  expect(tags.get('assay.ticket.1')).toBe('https://t/1');
  const series = await ask.runs.series(run.id, 'loss', { limit: 10_000 });
  expect(series.steps).toEqual(Array.from({ length: 2500 }, (_, i) => i));
  expect(found.metrics.find(({ key }) => key === 'val/loss')).toMatchObject({ value: 'NaN', step: 10 });
  const artifact = await ask.artifacts.get(run.id, 'notes/a.txt');
  expect(await artifact.text()).toBe('hello');
  expect(said).toEqual([]);
});

test('values that cannot be logged are said once and counted, and never thrown', async () => {
  const run = startRun(options());
  const wrong: unknown = 'x';
  for (let i = 0; i < 3; i += 1) run.metric('loss', wrong as number);
  run.metric('loss', 1, { step: 0.5 });
  run.param('p', 1).param('p', 2);
  run.tag('', 'x');
  run.artifact('/no/such/file');
  run.metric('loss', 2);
  await run.end();
  expect(run.problems).toBe(7);
  expect(said.length).toBe(5);
  expect(said[0]).toContain("'loss' was not logged");
  expect((await ask.runs.get(run.id)).metrics).toMatchObject([{ key: 'loss', value: 2 }]);
});

test('what the server refuses costs only itself, not the batch that it was in', async () => {
  const run = startRun(options());
  run.metric('good', 1).metric('../bad', 1).param('fine', 'yes').metric('good', 2);
  await run.end();
  expect(run.problems).toBe(1);
  expect(said[0]).toContain("'../bad'");
  const found = await ask.runs.get(run.id);
  expect(found.metrics).toMatchObject([{ key: 'good', value: 2, step: 1 }]);
  expect(found.params).toEqual([{ key: 'fine', value: 'yes' }]);
});

test('a run around a function is FAILED with the error when the function throws, and the error is thrown on', async () => {
  let id = '';
  const failing = withRun(options(), (run) => {
    id = run.id;
    throw new Error('out of memory');
  });
  await expect(failing).rejects.toThrow('out of memory');
  const found = await ask.runs.get(id);
  expect(found.status).toBe('FAILED');
  expect(found.tags.find(({ key }) => key === 'assay.error')?.value).toContain('out of memory');
});

test('a nested run knows the run above it and goes to the same experiment', async () => {
  const parent = startRun(options());
  const child = parent.child({ name: 'fold 1' });
  child.metric('loss', 1);
  await child.end();
  await parent.end();
  expect(await ask.runs.get(child.id)).toMatchObject({
    parentRunId: parent.id,
    name: 'fold 1',
    experimentId: '1',
  });
});

test('a run is taken up again by its id', async () => {
  const runId = 'd'.repeat(32);
  const first = startRun(options({ runId, params: { lr: 1 } }));
  first.metric('loss', 1, { step: 0 });
  await first.end('KILLED');
  const again = startRun(options({ runId, params: { lr: 1 }, purpose: 'go on' }));
  await again.flush();
  expect(await ask.runs.get(runId)).toMatchObject({ status: 'RUNNING', purpose: 'go on' });
  again.metric('loss', 2, { step: 1 });
  await again.end();
  expect((await ask.runs.series(runId, 'loss')).values).toEqual([1, 2]);
  expect([said, (await ask.runs.get(runId)).status]).toEqual([[], 'FINISHED']);
});

test('what cannot be an id or an address is refused when the run starts, and never later', async () => {
  expect(() => startRun(options({ runId: '../x' }))).toThrow(TypeError);
  expect(() => startRun(options({ url: 'ftp://x' }))).toThrow(TypeError);
  const run = startRun(options());
  const child = run.child({ runId: '../x' });
  expect(child.problems).toBe(1);
  await child.end();
  await run.end();
});

test('a folder of artifacts and a dataset keep their names and digests', async () => {
  mkdirSync(join(folder, 'data/deep'), { recursive: true });
  writeFileSync(join(folder, 'data/a.txt'), 'a');
  writeFileSync(join(folder, 'data/deep/b.txt'), 'b');
  const run = startRun(options());
  run.artifactFolder(join(folder, 'data'), 'inputs');
  run.input({
    name: 'train',
    file: join(folder, 'data/a.txt'),
    context: 'train',
    sampling: { fraction: 0.1 },
  });
  await run.end();
  expect((await ask.artifacts.list(run.id, 'inputs')).items).toEqual([
    { path: 'inputs/a.txt', isDirectory: false, size: 1 },
    { path: 'inputs/deep', isDirectory: true, size: null },
  ]);
  const [dataset] = (await ask.runs.get(run.id)).datasetInputs;
  expect(dataset).toMatchObject({
    name: 'train',
    digest: 'ca978112ca1bbdcafac231b39a23dc4da786',
    tags: [
      { key: 'assay.sampling', value: '{"fraction":0.1}' },
      { key: 'mlflow.data.context', value: 'train' },
    ],
  });
});

test('the surroundings are noted as tags and as environment.json', async () => {
  const run = startRun(options({ capture: true }));
  await run.end();
  const tags = new Map((await ask.runs.get(run.id)).tags.map(({ key, value }) => [key, value]));
  expect(tags.get('assay.env.runtime')).toBe(`node ${process.version}`);
  expect(tags.get('assay.env.fingerprint')).toMatch(/^[0-9a-f]{64}$/);
  const environment: unknown = await (await ask.artifacts.get(run.id, 'environment.json')).json();
  expect(environment).toMatchObject({ sdk: { name: 'assay-sdk' }, packages: { name: 'assay' } });
});

test('await using ends the run', async () => {
  const use = async (): Promise<string> => {
    await using run = startRun(options());
    return run.id;
  };
  expect((await ask.runs.get(await use())).status).toBe('FINISHED');
});

test('what an earlier process left goes out when a run starts', async () => {
  const runId = 'e'.repeat(32);
  const spool = Spool.create(join(folder, 'spool'), { version: 1, url, runId }, 0);
  spool.append({ kind: 'create', run: { runId, experimentName: 'e' } });
  spool.append({ kind: 'batch', batch: { params: [{ key: 'left', value: 'behind' }] } });
  spool.append({ kind: 'change', change: { status: 'KILLED' } });
  spool.release();
  const run = startRun(options());
  await run.end();
  await expect
    .poll(async () => ask.runs.get(runId).catch(() => null), { timeout: 10_000 })
    .toMatchObject({ status: 'KILLED', params: [{ key: 'left', value: 'behind' }] });
});

test('a run whose server is away ends anyway, waits on the disk, and arrives when the server is back', async () => {
  const away = await testAssay();
  const port = Number(new URL(await away.http.listen({ port: 0, host: '127.0.0.1' })).port);
  await away.close();
  const run = startRun(options({ url: `http://127.0.0.1:${port}`, patienceMs: 50 }));
  for (let i = 0; i < 10; i += 1) run.metric('loss', i);
  run.artifact({ name: 'a.txt', data: 'kept' });
  await run.end();
  expect(said.some((sentence) => sentence.includes('is away'))).toBe(true);
  expect(readdirSync(join(folder, 'spool')).length).toBe(1);

  const back = await testAssay();
  await back.http.listen({ port, host: '127.0.0.1' });
  expect(await run.flush()).toBe(true);
  const found = await client({ url: `http://127.0.0.1:${port}` }).runs.get(run.id);
  expect(found).toMatchObject({ status: 'FINISHED', metrics: [{ key: 'loss', value: 9, step: 9 }] });
  expect(readdirSync(join(folder, 'spool'))).toEqual([]);
  await back.close();
});
