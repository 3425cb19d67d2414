// Live updates over a real connection: what is told, to whom, and what becomes of those who do not listen.
import { connect } from 'node:net';
import { client } from 'assay-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';

let assay: TestAssay;
let url: string;
beforeEach(async () => {
  assay = await testAssay();
  url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => assay.close());

test('what changes is told to who watches it, and nothing else is', async () => {
  const ask = client({ url });
  const watched = await ask.runs.create({ experimentName: 'a' });
  const other = await ask.runs.create({ experimentName: 'b' });
  const events = await ask.events({ experiment: watched.experimentId });
  expect((await events.next()).value).toEqual({ id: '1', event: { type: 'ready' } });

  const points = [{ key: 'loss', value: 1, timestamp: 1 }];
  await ask.runs.batch(other.runId, { points });
  await ask.runs.batch(watched.runId, { points });
  expect((await events.next()).value).toEqual({ id: '2', event: { type: 'metrics', runId: watched.runId } });
  await ask.runs.change(other.runId, { status: 'FINISHED' });
  await ask.runs.change(watched.runId, { status: 'FINISHED' });
  expect((await events.next()).value).toMatchObject({ event: { type: 'run', runId: watched.runId } });
  await ask.artifacts.put(watched.runId, 'a/b.txt', new TextEncoder().encode('x'));
  const { experimentId, runId } = watched;
  expect((await events.next()).value).toMatchObject({
    event: { type: 'artifact', path: `${experimentId}/${runId}/artifacts/a/b.txt` },
  });
  await events.return();
});

test('the stream of one run tells of that run only', async () => {
  const ask = client({ url });
  const one = await ask.runs.create({});
  const two = await ask.runs.create({});
  const events = await ask.events({ run: one.runId });
  await events.next();
  await ask.runs.change(two.runId, { name: 'x' });
  await ask.runs.change(one.runId, { name: 'y' });
  expect((await events.next()).value).toMatchObject({ event: { type: 'run', runId: one.runId } });
  await events.return();
});

test('who does not read is disconnected, and the server keeps no more for it', async () => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET /api/v1/events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const gone = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  // More than the buffers of the system and the allowance of the server hold together.
  for (let i = 0; i < 50_000; i += 1) {
    assay.tracking.announce({ type: 'run', experimentId: '0', runId: 'x'.repeat(1000) });
    if (i % 100 === 0) await new Promise(setImmediate);
  }
  socket.resume();
  await gone;
});

test('open streams do not keep the server from closing', async () => {
  const events = await client({ url }).events();
  await events.next();
  const ended = events.next();
  await assay.http.close();
  expect((await ended).done).toBe(true);
});
