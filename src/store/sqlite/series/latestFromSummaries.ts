// The latest point of every series of some runs, from the summary table: as fresh as its last flush.
import type { DatabaseSync } from 'node:sqlite';
import type { MetricPoint } from '../../../model/run.ts';
import { number, text } from '../columns.ts';
import { figuresOfRow, summaryColumns } from './summaryTable.ts';

/** @returns the points by the run's row id, in the order of their keys; runs without points are left out */
export function latestFromSummaries(db: DatabaseSync, runs: readonly number[]): Map<number, MetricPoint[]> {
  const rows = db
    .prepare(
      `SELECT metric_summary.run, metric_key.key AS name, ${summaryColumns} FROM metric_summary
       JOIN metric_key ON metric_key.id = metric_summary.key
       WHERE metric_summary.run IN (SELECT value FROM json_each(?))`,
    )
    .iterate(JSON.stringify(runs));
  const latest = new Map<number, MetricPoint[]>();
  for (const row of rows) {
    const figures = figuresOfRow(row);
    const point = {
      key: text(row, 'name'),
      value: figures.last,
      timestamp: figures.lastTimestamp,
      step: figures.lastStep,
    };
    const run = number(row, 'run');
    const points = latest.get(run);
    if (points === undefined) latest.set(run, [point]);
    else points.push(point);
  }
  for (const points of latest.values()) sortByKey(points);
  return latest;
}

export function sortByKey(points: MetricPoint[]): void {
  points.sort((a, b) => (a.key < b.key ? -1 : 1));
}
