// What is answered where no wire is: unknown paths and addresses that cannot be read.
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay, type TestAssay } from './testAssay.ts';

let assay: TestAssay;
beforeAll(async () => {
  assay = await testAssay();
});
afterAll(() => assay.close());

test('an unknown path is a 404 that no client takes for a missing record', async () => {
  const answer = await assay.http.inject('/v1/traces-not-here');
  expect(answer.statusCode).toBe(404);
  expect(answer.headers['content-type']).toContain('text/plain');
});

test('an address that cannot be decoded is refused with a sentence', async () => {
  const answer = await assay.http.inject('/api/2.0/mlflow/%ff');
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ error_code: 'BAD_REQUEST' });
});

test('bytes that are no HTTP are refused and disturb nobody', async () => {
  await assay.http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = assay.http.server.address() as AddressInfo;
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    socket.once('data', (data) => resolve(data.toString('latin1')));
    socket.once('error', reject);
  });
  expect(answer).toContain('400 Bad Request');
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
});

test('the start page, its styles, health, readiness, version and figures are served', async () => {
  for (const url of ['/', '/start.css', '/health', '/ready', '/version', '/metrics']) {
    expect((await assay.http.inject(url)).statusCode, url).toBe(200);
  }
  expect((await assay.http.inject('/')).body).toContain('MLFLOW_TRACKING_URI=http://');
  expect((await assay.http.inject('/metrics')).body).toContain('assay_runs 0');
});
