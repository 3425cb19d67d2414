// Writes that share a transaction do not share each other's failures.
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import { GroupCommit } from './groupCommit.ts';

let db: DatabaseSync;
let commit: GroupCommit;
let rollbacks: number;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE kept (x INTEGER UNIQUE)');
  rollbacks = 0;
  commit = new GroupCommit(db, () => rollbacks++);
});

const insert = (x: number) => (): number => {
  db.prepare('INSERT INTO kept VALUES (?)').run(x);
  return x;
};
const kept = (): unknown[] =>
  db
    .prepare('SELECT x FROM kept ORDER BY x')
    .all()
    .map((row) => row['x']);
const refusal = new AssayError('run/not-found', 'no such run');
const outcomes = async (jobs: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(jobs)).map((outcome) => outcome.status);

test('each job is answered with its own result, in order', async () => {
  expect(await Promise.all([1, 2, 3].map((x) => commit.submit(insert(x))))).toEqual([1, 2, 3]);
  expect(kept()).toEqual([1, 2, 3]);
});

test('a job that refuses after writing leaves nothing, and its neighbours stay', async () => {
  const jobs = [
    commit.submit(insert(1)),
    commit.submit(() => {
      insert(2)();
      throw refusal;
    }),
    commit.submitChecked(insert(3)),
  ];
  expect(await outcomes(jobs)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(kept()).toEqual([1, 3]);
});

test('a checked job that refuses before its first write costs the others nothing', async () => {
  const jobs = [
    commit.submitChecked(insert(1)),
    commit.submitChecked(() => {
      throw refusal;
    }),
  ];
  expect(await outcomes(jobs)).toEqual(['fulfilled', 'rejected']);
  expect(rollbacks).toBe(0);
  expect(kept()).toEqual([1]);
});

test('a job that breaks is undone alone: the others are tried again by themselves', async () => {
  const jobs = [
    commit.submitChecked(insert(1)),
    commit.submitChecked(insert(1)),
    commit.submitChecked(insert(2)),
  ];
  expect(await outcomes(jobs)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(jobs[1]).rejects.toMatchObject({ code: 'store/write-failed' });
  expect(rollbacks).toBeGreaterThan(0);
  expect(kept()).toEqual([1, 2]);
});

test('more jobs than one commit takes are all answered', async () => {
  const many = Array.from({ length: 1_000 }, (_, x) => commit.submit(insert(x)));
  expect(await Promise.all(many)).toHaveLength(1_000);
});

test('closing finishes what was asked and refuses what comes later', async () => {
  const last = commit.submit(insert(1));
  commit.close();
  expect(await last).toBe(1);
  await expect(commit.submit(insert(2))).rejects.toMatchObject({ code: 'store/write-failed' });
});
