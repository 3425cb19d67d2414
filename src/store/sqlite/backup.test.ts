// Backups of a store in use, and what becomes of them: restored, refused, found damaged.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { restoreBackup } from './restore.ts';
import { openSqliteStore } from './sqliteStore.ts';

let base: string;
let store: Store;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'assay-backup-'));
  store = openSqliteStore({ folder: join(base, 'data'), isInMemory: false, now: () => Date.now() });
});
afterEach(async () => {
  await store.close();
  rmSync(base, { recursive: true, force: true });
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function startRun(runId: string): Promise<void> {
  await store.runs.create({
    runId,
    experimentId: '0',
    name: runId,
    userId: '',
    status: 'RUNNING',
    startTime: 1,
    artifactUri: `mlflow-artifacts:/0/${runId}/artifacts`,
    tags: [],
  });
}

async function restored(): Promise<Store> {
  await restoreBackup(join(base, 'copy'), join(base, 'back'));
  return openSqliteStore({ folder: join(base, 'back'), isInMemory: false, now: () => Date.now() });
}

function firstBlobIn(folder: string): string {
  const [blob] = readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  if (blob === undefined) throw new Error('no content stored');
  return join(blob.parentPath, blob.name);
}

test('a restored backup holds the runs, points and artifacts of its moment, and nothing later', async () => {
  await startRun('r1');
  await store.runs.append('r1', {
    points: [{ key: 'loss', value: 0.5, timestamp: 1, step: 0 }],
    modelPoints: [],
    params: [{ key: 'lr', value: '0.1' }],
    tags: [],
    name: null,
  });
  await store.artifacts.write('0/r1/artifacts/a.txt', bytes('before'));
  await store.artifacts.write('0/r1/artifacts/same.txt', bytes('before'));
  await store.backup(join(base, 'copy'));
  await startRun('r2');
  await store.artifacts.write('0/r1/artifacts/a.txt', bytes('after'));

  const copy = await restored();
  try {
    expect(await copy.runs.get('r1')).toMatchObject({
      metrics: [{ key: 'loss', value: 0.5 }],
      params: [{ key: 'lr' }],
    });
    expect(await copy.runs.get('r2')).toBeUndefined();
    const file = await copy.artifacts.find('0/r1/artifacts/a.txt');
    expect(file?.size).toBe('before'.length);
    expect(await copy.checkIntegrity('contents')).toEqual({ problems: [] });
  } finally {
    await copy.close();
  }
});

test('every acknowledged write before a backup is in it while writers go on', async () => {
  let isDone = false;
  let acknowledged = 0;
  const writer = async (name: string): Promise<void> => {
    for (let i = 0; !isDone; i += 1) {
      await store.artifacts.write(`w/${name}/${i}`, bytes(`${name} ${i % 7}`));
      if (i % 3 === 2) await store.artifacts.delete(`w/${name}/${i - 1}`);
      await startRun(`${name}-${i}`);
      acknowledged = Math.max(acknowledged, i);
    }
  };
  const writers = ['a', 'b', 'c', 'd'].map(writer);
  while (acknowledged < 10) await store.artifacts.sweep(Number.NEGATIVE_INFINITY);
  const before = await store.runs.search({
    experimentIds: ['0'],
    filter: null,
    orderBy: [],
    view: 'all',
    limit: 50_000,
    after: null,
  });
  const backup = store.backup(join(base, 'copy'));
  await Promise.all([backup, store.artifacts.sweep(Number.NEGATIVE_INFINITY)]);
  isDone = true;
  await Promise.all(writers);
  const copy = await restored();
  try {
    for (const { info } of before.items) expect(await copy.runs.info(info.runId)).toBeDefined();
    expect(await copy.checkIntegrity('contents')).toEqual({ problems: [] });
  } finally {
    await copy.close();
  }
});

test('a backup goes only into an empty folder', async () => {
  await store.backup(join(base, 'copy'));
  await expect(store.backup(join(base, 'copy'))).rejects.toMatchObject({ code: 'backup/target-not-empty' });
  await expect(store.backup(join(base, 'data'))).rejects.toMatchObject({ code: 'backup/target-not-empty' });
});

test('a backup is restored only into an empty or new folder', async () => {
  await store.backup(join(base, 'copy'));
  await expect(restoreBackup(join(base, 'copy'), join(base, 'data'))).rejects.toMatchObject({
    code: 'backup/target-not-empty',
  });
});

test('a backup without its manifest was interrupted, and is not restored', async () => {
  await store.backup(join(base, 'copy'));
  unlinkSync(join(base, 'copy', 'manifest.json'));
  await expect(restoreBackup(join(base, 'copy'), join(base, 'back'))).rejects.toMatchObject({
    code: 'backup/incomplete',
  });
});

test('an artifact that is missing from the data directory fails the backup and leaves it recognisably unfinished', async () => {
  await store.artifacts.write('a', bytes('x'));
  unlinkSync(firstBlobIn(join(base, 'data')));
  await expect(store.backup(join(base, 'copy'))).rejects.toMatchObject({ code: 'artifact/content-missing' });
  await expect(restoreBackup(join(base, 'copy'), join(base, 'back'))).rejects.toMatchObject({
    code: 'backup/incomplete',
  });
});

const damage: Readonly<Record<string, (copy: string) => void>> = {
  'a byte more in the database': (copy) => appendFileSync(join(copy, 'assay.db'), 'x'),
  'a missing artifact': (copy) => unlinkSync(firstBlobIn(copy)),
  'an altered artifact': (copy) => {
    const blob = firstBlobIn(copy);
    unlinkSync(blob);
    writeFileSync(blob, 'other');
  },
  'an altered list of hashes': (copy) =>
    appendFileSync(join(copy, 'SHA256SUMS'), `${'0'.repeat(64)}  ../../etc/passwd\n`),
  'a manifest of another kind': (copy) => writeFileSync(join(copy, 'manifest.json'), '{"format":"other/1"}'),
  'a manifest that is no JSON': (copy) => writeFileSync(join(copy, 'manifest.json'), '{'),
};
for (const [what, harm] of Object.entries(damage)) {
  test(`${what} is noticed before anything is restored`, async () => {
    await store.artifacts.write('a', bytes('x'));
    await store.backup(join(base, 'copy'));
    harm(join(base, 'copy'));
    await expect(restoreBackup(join(base, 'copy'), join(base, 'back'))).rejects.toMatchObject({
      code: 'backup/damaged',
    });
    expect(existsSync(join(base, 'back'))).toBe(false);
    expect(readdirSync(base).sort()).toEqual(['copy', 'data']);
  });
}

test('a store in memory is backed up into a data directory that can be opened', async () => {
  const memory = openSqliteStore({ folder: join(base, 'memory'), isInMemory: true, now: () => Date.now() });
  await memory.artifacts.write('a', bytes('x'));
  await memory.backup(join(base, 'copy'));
  await memory.close();
  const copy = await restored();
  expect(await copy.artifacts.find('a')).toMatchObject({ size: 1 });
  await copy.close();
});

test('an integrity check names artifacts that are missing, cut off or altered', async () => {
  await store.artifacts.write('dir/missing', bytes('1'));
  expect(await store.checkIntegrity('contents')).toEqual({ problems: [] });
  unlinkSync(firstBlobIn(join(base, 'data')));
  await store.artifacts.write('dir/f', bytes('hello'));
  const { problems } = await store.checkIntegrity('records');
  expect(problems).toEqual([expect.stringContaining("'dir/missing'")]);
  await store.artifacts.delete('dir/missing');
  const blob = firstBlobIn(join(base, 'data'));
  chmodSync(blob, 0o644);
  writeFileSync(blob, 'jello');
  expect((await store.checkIntegrity('records')).problems).toEqual([]);
  expect((await store.checkIntegrity('contents')).problems).toEqual([expect.stringContaining("'dir/f'")]);
  writeFileSync(blob, 'hel');
  expect((await store.checkIntegrity('records')).problems).toEqual([
    expect.stringContaining('3 bytes instead of 5'),
  ]);
});

test('content written again heals a copy that was damaged', async () => {
  await store.artifacts.write('f', bytes('hello'));
  const blob = firstBlobIn(join(base, 'data'));
  chmodSync(blob, 0o644);
  writeFileSync(blob, 'jello');
  await store.artifacts.write('g', bytes('hello'));
  expect(await store.checkIntegrity('contents')).toEqual({ problems: [] });
});
