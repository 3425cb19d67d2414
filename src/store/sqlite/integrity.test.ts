// What an integrity check finds in a database that was harmed behind Assay's back.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GateRun } from '../../model/gateRun.ts';
import { newGateRun } from '../conformance/newGateRun.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './sqliteStore.ts';

let folder: string;
let store: Store | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-integrity-'));
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function open(): Store {
  store = openSqliteStore({ folder, isInMemory: false, now: () => Date.now() });
  return store;
}

/** A run with a long series, a short one and one whose values are NaN; sealed into blocks, with more points after them. */
async function runWithSeries(): Promise<void> {
  const { runs } = open();
  await runs.create({
    runId: 'r',
    experimentId: '0',
    name: 'r',
    userId: '',
    status: 'RUNNING',
    startTime: 1,
    artifactUri: 'mlflow-artifacts:/0/r/artifacts',
    tags: [{ key: 'k', value: 'v' }],
  });
  const append = (key: string, from: number, to: number, value: (i: number) => number): Promise<void> =>
    runs.append('r', {
      points: Array.from({ length: to - from }, (_, i) => ({
        key,
        step: from + i,
        timestamp: 1000 + from + i,
        value: value(from + i),
      })),
      modelPoints: [],
      params: [],
      tags: [],
      name: null,
    });
  await append('long', 0, 5000, Math.sin);
  await append('short', 0, 3, (i) => -i);
  await append('nothing', 0, 4, () => NaN);
  await runs.append('r', {
    points: [{ key: 'short', step: -(2n ** 60n), timestamp: 1, value: Infinity }],
    modelPoints: [],
    params: [],
    tags: [],
    name: null,
  });
  await runs.update('r', { status: 'FINISHED', endTime: 2 });
  await store?.close();
  open();
  await store?.runs.append('r', {
    points: [{ key: 'long', step: 9000, timestamp: 1, value: 5 }],
    modelPoints: [],
    params: [],
    tags: [],
    name: null,
  });
}

/** Closes the store, changes its database, and checks what opens after that. */
async function problemsAfter(sql: string): Promise<readonly string[]> {
  await store?.close();
  const db = new DatabaseSync(join(folder, 'assay.db'));
  const { changes } = db.prepare(sql).run();
  db.close();
  expect(Number(changes)).toBeGreaterThan(0);
  return (await open().checkIntegrity('contents')).problems;
}

test('an unharmed store has no problems, in use or opened again', async () => {
  await runWithSeries();
  expect(await store?.checkIntegrity('contents')).toEqual({ problems: [] });
  await store?.close();
  expect(await open().checkIntegrity('contents')).toEqual({ problems: [] });
});

test('a store in memory is checked too', async () => {
  const memory = openSqliteStore({ folder, isInMemory: true, now: () => Date.now() });
  expect(await memory.checkIntegrity('contents')).toEqual({ problems: [] });
  await memory.close();
});

test('rows that refer to nothing are counted by table', async () => {
  await runWithSeries();
  expect(await problemsAfter('UPDATE tag SET run = 99')).toEqual([
    'tag: 1 rows refer to a run that is not there',
  ]);
});

test('a summary that does not say what the points say is found', async () => {
  await runWithSeries();
  expect(await problemsAfter('UPDATE metric_summary SET max = 7 WHERE count > 1000')).toEqual([
    expect.stringMatching(/^series: the summary of run row \d+, key \d+ is not what its points say$/),
  ]);
});

test('a block whose bytes were changed is found', async () => {
  await runWithSeries();
  const problems = await problemsAfter(
    "UPDATE metric_block SET data = CAST(x'ff' || substr(data, 2) AS BLOB) WHERE key <> 0",
  );
  expect(problems).toContainEqual(
    expect.stringMatching(/^series: a block of run row \d+, key \d+ cannot be read/),
  );
});

test('a block that is gone is found by the summary it leaves', async () => {
  await runWithSeries();
  expect((await problemsAfter('DELETE FROM metric_block WHERE key = 0')).length).toBeGreaterThan(0);
});

test('a gate run whose record or results were altered is found, a verdict that was painted over too', async () => {
  const results = Buffer.from('results');
  const decided = (gateRunId: string): GateRun =>
    newGateRun({
      gateRunId,
      status: 'DECIDED',
      verdict: 'FAIL',
      resultsHash: createHash('sha256').update(results).digest('hex'),
      endedAt: 2_000,
    });
  const { gateRuns } = open();
  for (const id of ['aaaa0001', 'aaaa0002', 'aaaa0003', 'aaaa0004'])
    await gateRuns.keepEnded(decided(id), results);
  expect(await store?.checkIntegrity('contents')).toEqual({ problems: [] });
  await store?.close();
  const db = new DatabaseSync(join(folder, 'assay.db'));
  db.exec('DROP TRIGGER gate_run_is_final; DROP TRIGGER gate_run_results_are_final;');
  db.exec(`UPDATE gate_run SET verdict = 'PASS' WHERE gate_run_id = 'aaaa0001'`);
  db.exec(`UPDATE gate_run SET record = substr(record, 1, 50) WHERE gate_run_id = 'aaaa0002'`);
  db.exec(
    `UPDATE gate_run_results SET content = x'00' WHERE gate_run = (SELECT id FROM gate_run WHERE gate_run_id = 'aaaa0003')`,
  );
  db.exec(
    `DELETE FROM gate_run_results WHERE gate_run = (SELECT id FROM gate_run WHERE gate_run_id = 'aaaa0004')`,
  );
  db.close();
  expect(await open().checkIntegrity('contents')).toEqual({
    problems: [
      'gate run aaaa0001: its record tells another status or verdict than it is listed with',
      'gate run aaaa0002: its record cannot be read',
      'gate run aaaa0003: its results are not those of their hash',
      'gate run aaaa0004: it is decided and its results are missing',
    ],
  });
  const records = await store?.checkIntegrity('records');
  expect(records?.problems).toHaveLength(3);
  await expect(store?.gateRuns.get('aaaa0001')).rejects.toThrow('listed with another verdict');
  await expect(store?.gateRuns.get('aaaa0002')).rejects.toThrow('its record does not have the hash');
});

test('a gate run whose record was altered where nothing else tells of it is found', async () => {
  const run = newGateRun({ gateRunId: 'aaaa0001', status: 'ERROR', endedAt: 2_000 });
  const { gateRuns } = open();
  await gateRuns.keepEnded(run, null);
  expect(await gateRuns.get('aaaa0001')).toEqual(run);
  await store?.close();
  const db = new DatabaseSync(join(folder, 'assay.db'));
  db.exec('DROP TRIGGER gate_run_is_final');
  db.exec(`UPDATE gate_run SET record = replace(record, '"trigger":"', '"trigger":"another ')`);
  db.close();
  expect(await open().checkIntegrity('records')).toEqual({
    problems: ['gate run aaaa0001: its record does not have the hash it was kept under'],
  });
  await expect(store?.gateRuns.get('aaaa0001')).rejects.toMatchObject({ code: 'gate-run/record-damaged' });
});
