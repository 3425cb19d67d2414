// What only the machine of the server may ask: backups into its folders, and checks that read everything.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';

let assay: TestAssay;
let folder: string;

beforeEach(async () => {
  assay = await testAssay();
  folder = await mkdtemp(join(tmpdir(), 'assay-backup-'));
});
afterEach(async () => {
  await assay.close();
  await rm(folder, { recursive: true });
});

const backup = (target: string, from: object = {}) =>
  assay.http.inject({
    method: 'POST',
    url: '/api/v1/backups',
    payload: JSON.stringify({ folder: target }),
    ...from,
  });

test('a caller on the machine gets its backup and its check', async () => {
  const made = await backup(join(folder, 'backup'));
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({ folder: join(folder, 'backup'), files: 1 });
  expect(await readdir(join(folder, 'backup'))).toContain('manifest.json');
  const checked = await assay.http.inject({
    method: 'POST',
    url: '/api/v1/integrity-checks',
    payload: JSON.stringify({ depth: 'contents' }),
    remoteAddress: '::1',
  });
  expect(checked.json()).toEqual({ problems: [] });
});

test.each([
  ['another machine', { remoteAddress: '192.0.2.7' }],
  ['a proxy on the machine', { headers: { 'x-forwarded-for': '192.0.2.7' } }],
  ['a proxy that says it in the newer way', { headers: { forwarded: 'for=192.0.2.7' } }],
])('%s is refused, and nothing is written', async (_who, from) => {
  const refused = await backup(join(folder, 'backup'), from);
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({ code: 'request/only-local' });
  expect(await readdir(folder)).toEqual([]);
});

test('a relative folder is refused, because whose it would be is unclear', async () => {
  const refused = await backup('backup');
  expect(refused.statusCode).toBe(400);
  expect(refused.json()).toMatchObject({ field: 'folder' });
});
