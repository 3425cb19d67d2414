// The rows of metric_summary: how figures in memory are written to them and read back. Not when.
import type { DatabaseSync } from 'node:sqlite';
import { exactInteger, integer, number, numberOrNull, type Row } from '../columns.ts';
import type { SeriesFigures } from './runSummaries.ts';

/** The columns that {@link figuresOfRow} reads. */
export const summaryColumns = `metric_summary.key, metric_summary.last, ${exactInteger('metric_summary.last_step', 'last_step')},
  ${exactInteger('metric_summary.last_timestamp', 'last_timestamp')}, metric_summary.count, metric_summary.min,
  metric_summary.max, metric_summary.sum`;

export function figuresOfRow(row: Row): SeriesFigures {
  const last = numberOrNull(row, 'last') ?? NaN;
  const count = number(row, 'count');
  const known = {
    keyId: number(row, 'key'),
    last,
    lastStep: integer(row, 'last_step'),
    lastTimestamp: integer(row, 'last_timestamp'),
    count,
  };
  if (count === 1) {
    const isNaNValue = Number.isNaN(last);
    return {
      ...known,
      min: isNaNValue ? Infinity : last,
      max: isNaNValue ? -Infinity : last,
      sum: isNaNValue ? 0 : last,
    };
  }
  return {
    ...known,
    min: numberOrNull(row, 'min') ?? Infinity,
    max: numberOrNull(row, 'max') ?? -Infinity,
    sum: numberOrNull(row, 'sum') ?? NaN,
  };
}

/** Writes one row, new or changed; only inside a write transaction. */
export function summaryWriter(
  db: DatabaseSync,
): (run: number, experiment: number, figures: SeriesFigures) => void {
  const upsert = db.prepare(
    `INSERT INTO metric_summary (run, key, experiment, last, last_step, last_timestamp, count, min, max, sum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last = excluded.last, last_step = excluded.last_step, last_timestamp = excluded.last_timestamp,
       count = excluded.count, min = excluded.min, max = excluded.max, sum = excluded.sum`,
  );
  return (run, experiment, figures) => {
    const isOnePoint = figures.count === 1;
    const hasBounds = figures.min <= figures.max && !isOnePoint;
    upsert.run(
      run,
      figures.keyId,
      experiment,
      figures.last,
      figures.lastStep,
      figures.lastTimestamp,
      figures.count,
      hasBounds ? figures.min : null,
      hasBounds ? figures.max : null,
      isOnePoint ? null : figures.sum,
    );
  };
}
