// Pages of other origins cannot use the server; programs can.
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { guardRequests, requestGuard } from './guardRequests.ts';

let http: FastifyInstance;
afterEach(() => http.close());

async function guarded(isLoopback: boolean, allowedHosts: readonly string[] = []): Promise<void> {
  http = fastify();
  guardRequests(http, requestGuard(isLoopback, allowedHosts));
  http.all('/', async () => 'done');
  await http.ready();
}

const status = async (method: 'GET' | 'POST', headers: Record<string, string>): Promise<number> =>
  (await http.inject({ method, url: '/', headers })).statusCode;

test('a program that names the address is served', async () => {
  await guarded(true);
  for (const host of ['127.0.0.1:5080', 'localhost:5080', '[::1]:5080', 'localhost']) {
    expect(await status('POST', { host })).toBe(200);
  }
});

test('a rebound name is refused on a loopback server, unless it is allowed', async () => {
  await guarded(true, ['assay.local']);
  expect(await status('GET', { host: 'evil.example:5080' })).toBe(403);
  expect(await status('GET', { host: 'assay.local:5080' })).toBe(200);
});

test('a server on the network answers under any name', async () => {
  await guarded(false);
  expect(await status('POST', { host: 'assay.corp' })).toBe(200);
});

test('a page of another origin cannot write, its own page can', async () => {
  await guarded(true);
  const host = 'localhost:5080';
  expect(await status('POST', { host, origin: 'https://evil.example' })).toBe(403);
  expect(await status('POST', { host, origin: 'null' })).toBe(403);
  expect(await status('POST', { host, origin: 'http://localhost:5080' })).toBe(200);
  expect(await status('GET', { host, origin: 'https://evil.example' })).toBe(200);
});
