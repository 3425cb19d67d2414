// What the engine keeps when it is killed, when a commit is undone, and when points move into blocks.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { MetricPoint } from '../../../model/run.ts';
import { batch, newRun, point } from '../../conformance/newRun.ts';
import { historyOf, latestOf, pointsOfColumns } from '../../conformance/seriesModel.ts';
import type { Store } from '../../store.ts';
import { GroupCommit } from '../groupCommit.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations.ts';
import { openDatabase } from '../openDatabase.ts';
import { readersInPlace } from '../readers.ts';
import { RunKeys } from '../runKeys.ts';
import { openSqliteStore } from '../sqliteStore.ts';
import { SeriesEngine } from './seriesEngine.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-series-'));
  folders.push(folder);
  return folder;
}

function open(folder: string): Store {
  return openSqliteStore({ folder, isInMemory: false, now: () => 1 });
}

/** A store on what the disk holds at this moment, as if the process had died now. */
function reopenKilled(folder: string): Store {
  const copy = newFolder();
  for (const name of ['assay.db', 'assay.db-wal']) cpSync(join(folder, name), join(copy, name));
  return open(copy);
}

function wave(key: string, from: number, n: number): MetricPoint[] {
  return Array.from({ length: n }, (_, i) => point(key, Math.cos(from + i), from + i, 5_000 + from + i));
}

async function expectSeries(store: Store, runId: string, points: readonly MetricPoint[]): Promise<void> {
  expect((await store.runs.get(runId))?.metrics).toStrictEqual(latestOf(points));
  for (const key of new Set(points.map((p) => p.key))) {
    const { points: found } = await store.series.history(runId, key, { limit: 1e9, after: null });
    expect(pointsOfColumns(key, found)).toStrictEqual(historyOf(points, key));
  }
  const counts = new Map((await store.series.summaries([runId], null)).map(({ key, count }) => [key, count]));
  for (const [key, count] of counts) expect(count).toBe(points.filter((p) => p.key === key).length);
}

test('whatever was acknowledged is there after a kill, however far its points have come', async () => {
  const folder = newFolder();
  const store = open(folder);
  await store.runs.create(newRun('r'));
  const logged: MetricPoint[] = [];
  const killed: Promise<void>[] = [];
  for (let round = 0; round < 8; round++) {
    const points = [
      ...wave('many', round * 3_000, 3_000),
      ...wave('few', round * 2, 2),
      point(`once ${round}`, NaN, 2),
    ];
    points.push({ key: 'far', value: round, step: 2n ** 60n + BigInt(round), timestamp: 2n ** 61n });
    await store.runs.append('r', batch({ points }));
    logged.push(...points);
    if (round % 3 === 1) await store.runs.update('r', { status: 'FINISHED', endTime: 1 });
    if (round === 4) await store.series.summaries(['r'], null);
    const expected = [...logged];
    const survivor = reopenKilled(folder);
    killed.push(expectSeries(survivor, 'r', expected).finally(() => survivor.close()));
  }
  await Promise.all(killed);
  await expectSeries(store, 'r', logged);
  await store.close();
  const reopened = open(folder);
  await expectSeries(reopened, 'r', logged);
  await reopened.close();
});

test('points logged after everything was sealed and the store reopened are not taken for sealed ones', async () => {
  const folder = newFolder();
  const logged: MetricPoint[] = [];
  for (let session = 0; session < 5; session++) {
    const store = open(folder);
    if (session === 0) await store.runs.create(newRun('r'));
    await expectSeries(store, 'r', logged);
    const points = wave('loss', session * 10, 10);
    await store.runs.append('r', batch({ points }));
    logged.push(...points);
    await store.runs.update('r', { status: 'FINISHED', endTime: 1 });
    for (let i = 0; i < 4; i++) await store.runs.update('r', {});
    await store.close();
  }
  const store = open(folder);
  await expectSeries(store, 'r', logged);
  expect((await store.figures()).metricPoints).toBe(50);
  await store.close();
});

test('a series longer than what the tail may hold is sealed while it is logged, and reads on as one', async () => {
  const folder = newFolder();
  const store = open(folder);
  await store.runs.create(newRun('long'));
  const logged = wave('loss', 0, 150_000);
  for (let from = 0; from < logged.length; from += 5_000) {
    await store.runs.append('long', batch({ points: logged.slice(from, from + 5_000) }));
  }
  await expectSeries(store, 'long', logged);
  const survivor = reopenKilled(folder);
  await expectSeries(survivor, 'long', logged);
  await survivor.close();
  await store.close();
});

function openEngine() {
  const db = openDatabase({ path: ':memory:', readOnly: false });
  migrate(db, migrations, null);
  db.exec(`INSERT INTO run (run_id, experiment, name, user_id, status, start_time, artifact_uri)
    VALUES ('r', 0, '', '', 'RUNNING', 0, ''), ('other', 0, '', '', 'RUNNING', 0, '')`);
  const keys = new RunKeys(db);
  const commit = new GroupCommit(db, () => {
    keys.forgetAll();
    series.forget();
  });
  const series = new SeriesEngine({ db, commit, readers: readersInPlace(db), keys });
  series.recover();
  const append = (runId: string, points: readonly MetricPoint[]): Promise<void> =>
    commit.submitChecked(() => series.append(keys.require(runId), points));
  return { db, keys, commit, series, append };
}

test('a commit that is undone leaves no trace in memory', async () => {
  const { keys, commit, series, append } = openEngine();
  const run = keys.require('r').id;
  await append('r', wave('kept', 0, 5));
  const undone = commit.submitChecked(() => {
    series.append(keys.require('r'), [point('kept', 99, 99), point('never', 1)]);
    throw new Error('the disk is full');
  });
  // Shares the transaction with the one above, and is then tried alone.
  const kept = append('r', wave('also kept', 0, 3));
  await expect(undone).rejects.toMatchObject({ code: 'store/write-failed' });
  await kept;
  const logged = [...wave('kept', 0, 5), ...wave('also kept', 0, 3)];
  expect(series.latestOf([run]).get(run)).toStrictEqual(latestOf(logged));
  const history = await series.history('r', 'kept', { limit: 100, after: null });
  expect(pointsOfColumns('kept', history.points)).toStrictEqual(wave('kept', 0, 5));
  expect((await series.history('r', 'never', { limit: 100, after: null })).points.values).toHaveLength(0);
  await series.flush();
  expect(series.countPoints()).toBe(8);
  await append('r', [point('never', 7)]);
  expect(series.latestOf([run]).get(run)).toStrictEqual(latestOf([...logged, point('never', 7)]));
  await series.close();
});

test('a flush writes every summary that changed before it was asked for', async () => {
  const { db, series, append } = openEngine();
  await series.flush();
  await append('r', wave('a', 0, 5));
  const first = series.flush();
  await append('other', wave('b', 0, 7));
  const second = series.flush();
  await Promise.all([first, second]);
  const count = db.prepare('SELECT sum(count) AS n FROM metric_summary').get()?.['n'];
  expect(count).toBe(12);
  await series.close();
});

test('dead tail rows go, also when a silent run holds the oldest of them', async () => {
  const { db, keys, series, append } = openEngine();
  await append('r', wave('silent', 0, 3));
  for (let i = 0; i < 12_000; i++) {
    const sent = append('other', wave('loud', i, 1));
    if (i % 100 === 99) await sent;
  }
  series.runEnded(keys.require('other').id);
  await series.flush();
  for (let i = 0; i < 20; i++) await append('r', wave('silent', 3 + i, 1));
  const rows = Number(db.prepare('SELECT count(*) AS n FROM metric_tail').get()?.['n']);
  expect(rows).toBeLessThan(5_000);
  const history = await series.history('r', 'silent', { limit: 100, after: null });
  expect(pointsOfColumns('silent', history.points)).toStrictEqual(wave('silent', 0, 23));
  await series.close();
});
