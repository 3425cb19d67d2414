// The files become small again once it is quiet.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GroupCommit } from './groupCommit.ts';
import { openDatabase } from './openDatabase.ts';
import { Upkeep } from './upkeep.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-upkeep-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a burst leaves neither a long log nor free pages behind, and nothing of it is lost', async () => {
  const path = join(folder, 'assay.db');
  const db = openDatabase({ path, readOnly: false });
  const reader = openDatabase({ path, readOnly: true });
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, data BLOB)');
  const commit = new GroupCommit(db, () => undefined);
  const upkeep = new Upkeep(db, commit, path);
  const insert = db.prepare('INSERT INTO t (data) VALUES (randomblob(4000))');
  for (let round = 0; round < 8; round++) {
    await commit.submit(() => {
      for (let i = 0; i < 1_000; i++) insert.run();
    });
  }
  await commit.submit(() => db.exec('DELETE FROM t WHERE id <= 7000'));
  await vi.waitFor(
    () => {
      expect(statSync(`${path}-wal`).size).toBe(0);
      expect(statSync(path).size).toBeLessThan(1_000 * 4_096 * 4);
    },
    { timeout: 15_000, interval: 100 },
  );
  expect(reader.prepare('SELECT count(*) AS n FROM t').get()?.['n']).toBe(1_000);
  expect(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']).toBe('ok');
  await upkeep.close();
  reader.close();
  db.close();
});
