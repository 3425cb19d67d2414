// The short way answers exactly as the usual way does, whatever is sent.
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay, type TestAssay } from './testAssay.ts';

const path = '/api/2.0/mlflow/runs/log-batch';
let assay: TestAssay;
let port: number;
let runId: string;

beforeAll(async () => {
  assay = await testAssay();
  await assay.http.listen({ host: '127.0.0.1', port: 0 });
  port = (assay.http.server.address() as AddressInfo).port;
  const made = await assay.http.inject({
    method: 'POST',
    url: '/api/2.0/mlflow/runs/create',
    payload: { experiment_id: '0', start_time: 1 },
  });
  runId = made.json<{ run: { info: { run_id: string } } }>().run.info.run_id;
});
afterAll(() => assay.close());

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

async function overTheWire(body: string | Buffer, headers: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? undefined,
    body: await answer.text(),
  };
}

async function injected(body: string | Buffer, headers: Record<string, string>): Promise<Answer> {
  const answer = await assay.http.inject({ method: 'POST', url: path, payload: body, headers });
  return { status: answer.statusCode, type: answer.headers['content-type']?.toString(), body: answer.body };
}

const json = { 'content-type': 'application/json' };
const point = (over: object) => ({ key: 'm', value: 1, timestamp: 1, step: 0, ...over });

const bodies: Readonly<Record<string, () => string | Buffer>> = {
  'a plain batch': () => JSON.stringify({ run_id: runId, metrics: [point({})], params: [], tags: [] }),
  'an empty batch': () => JSON.stringify({ run_id: runId }),
  'an unknown run': () => JSON.stringify({ run_id: 'nobody', metrics: [point({})] }),
  'a step that is no number': () => JSON.stringify({ run_id: runId, metrics: [point({ step: 'foo' })] }),
  NaN: () => JSON.stringify({ run_id: runId, metrics: [point({ value: 'NaN' })] }),
  'a bad key': () => JSON.stringify({ run_id: runId, metrics: [point({ key: '../x' })] }),
  'too many points': () => JSON.stringify({ run_id: runId, metrics: Array(1001).fill(point({})) }),
  'no JSON': () => '{"run_id": ',
  'an empty body': () => '',
  'bytes that are not UTF-8': () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'a list': () => '[]',
};

test.each(Object.keys(bodies))('%s is answered the same both ways', async (name) => {
  const body = bodies[name]?.() ?? '';
  expect(await overTheWire(body, json)).toEqual(await injected(body, json));
});

test('another content type, and a page of another origin, take the usual way and its refusals', async () => {
  const body = JSON.stringify({ run_id: runId, metrics: [point({})] });
  expect((await overTheWire(body, { 'content-type': 'text/plain' })).status).toBe(400);
  expect((await overTheWire(body, { ...json, origin: 'https://evil.example' })).status).toBe(403);
  expect((await overTheWire(body, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
});

test('a body that arrives in pieces is put together', async () => {
  const body = JSON.stringify({ run_id: runId, metrics: [point({ key: 'pieces', value: 0.25 })] });
  const status = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.setNoDelay(true);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      for (const piece of body.match(/.{1,20}/gs) ?? []) socket.write(piece);
    });
    socket.once('data', (data) => {
      resolve(data.toString('latin1').slice(9, 12));
      socket.destroy();
    });
    socket.once('error', reject);
  });
  expect(status).toBe('200');
  expect((await assay.store.runs.get(runId))?.metrics.find((metric) => metric.key === 'pieces')?.value).toBe(
    0.25,
  );
});

test('a client that goes away in the middle writes nothing and disturbs nobody', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"run_id"`,
        () => socket.destroy(),
      );
    });
    socket.once('close', () => resolve());
  });
  expect((await overTheWire(JSON.stringify({ run_id: runId }), json)).status).toBe(200);
});
