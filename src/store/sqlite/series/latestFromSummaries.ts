// The latest point of every series of some runs, from the summary table: as fresh as its last flush.
import type { DatabaseSync } from 'node:sqlite';
import type { MetricPoint } from '../../../model/run.ts';
import { arrayRows } from '../arrayRows.ts';
import { type Cell, exactInteger, integerCell, numberCell, textCell } from '../columns.ts';

/** @returns the points by the run's row id, in the order of their keys; runs without points are left out */
export function latestFromSummaries(db: DatabaseSync, runs: readonly number[]): Map<number, MetricPoint[]> {
  const rows = arrayRows(
    db,
    `SELECT run, key, last, ${exactInteger('last_step', 'last_step')}, ${exactInteger('last_timestamp', 'last_timestamp')}
     FROM metric_summary WHERE run IN (SELECT value FROM json_each(?))`,
    JSON.stringify(runs),
  );
  const names = keyNames(db, rows);
  const latest = new Map<number, MetricPoint[]>();
  for (const [runCell, keyCell, last, step, timestamp] of rows) {
    const run = numberCell(runCell, 'run');
    const key = names.get(numberCell(keyCell, 'key')) ?? '';
    const point = {
      key,
      value: last === null ? Number.NaN : numberCell(last, 'last'),
      timestamp: integerCell(timestamp, 'last_timestamp'),
      step: integerCell(step, 'last_step'),
    };
    const points = latest.get(run);
    if (points === undefined) latest.set(run, [point]);
    else points.push(point);
  }
  for (const points of latest.values()) sortByKey(points);
  return latest;
}

/** The runs of a page mostly share their keys: each name is read once instead of once a row. */
function keyNames(db: DatabaseSync, rows: readonly (readonly Cell[])[]): Map<number, string> {
  const ids = JSON.stringify([...new Set(rows.map((row) => row[1]))]);
  const names = arrayRows(
    db,
    'SELECT id, key FROM metric_key WHERE id IN (SELECT value FROM json_each(?))',
    ids,
  );
  return new Map(names.map(([id, key]) => [numberCell(id, 'id'), textCell(key, 'key')]));
}

export function sortByKey(points: MetricPoint[]): void {
  points.sort((a, b) => (a.key < b.key ? -1 : 1));
}
