// Migrations run forward, once, whole or not at all, and leave a copy of what was there before.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';

const first = { version: 1, name: 'first', sql: 'CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);' };
const second = {
  version: 2,
  name: 'second',
  sql: 'CREATE TABLE b (y INTEGER); INSERT INTO b SELECT x FROM a;',
};
const broken = {
  version: 2,
  name: 'broken',
  sql: 'CREATE TABLE b (y INTEGER); INSERT INTO nowhere VALUES (1);',
};

let folder: string;
let db: DatabaseSync;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-migrate-'));
  db = new DatabaseSync(join(folder, 'assay.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const copy = (from: number): string => join(folder, `before-${from + 1}.db`);
const values = (database: DatabaseSync, table: string) =>
  database.prepare(`SELECT * FROM ${table}`).all().length;

test('a new database gets every step and needs no copy', () => {
  expect(migrate(db, [first, second], copy)).toBe(2);
  expect(values(db, 'b')).toBe(1);
  expect(existsSync(copy(0))).toBe(false);
});

test('a database that is up to date is left alone', () => {
  migrate(db, [first], copy);
  db.exec('INSERT INTO a VALUES (2)');
  migrate(db, [first], copy);
  expect(values(db, 'a')).toBe(2);
});

test('an older database is copied first, then brought forward', () => {
  migrate(db, [first], copy);
  migrate(db, [first, second], copy);
  expect(values(db, 'b')).toBe(1);
  const before = new DatabaseSync(copy(1));
  expect(values(before, 'a')).toBe(1);
  expect(() => values(before, 'b')).toThrow(/no such table/);
  before.close();
});

test('a step that fails leaves the database as it was', () => {
  migrate(db, [first], copy);
  expect(() => migrate(db, [first, broken], copy)).toThrow(/Migration 2 \(broken\) failed/);
  expect(() => values(db, 'b')).toThrow(/no such table/);
  expect(migrate(db, [first, second], copy)).toBe(2);
});

test('a database of a newer version is refused with what to do', () => {
  migrate(db, [first, second], copy);
  expect(() => migrate(db, [first], copy)).toThrow(/Run a newer Assay/);
});

test('the versions in the list run from 1 without a gap', () => {
  expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, i) => i + 1));
});
