// The figures of whole series, from the summary table. Read-only; runs on any thread; as fresh as the last flush.
import type { DatabaseSync } from 'node:sqlite';
import type { SeriesSummary } from '../../seriesStore.ts';
import { text } from '../columns.ts';
import { figuresOfRow, summaryColumns } from './summaryTable.ts';

export interface SummariesQuestion {
  readonly runIds: readonly string[];
  readonly keys: readonly string[] | null;
}

export function seriesSummaries(
  db: DatabaseSync,
  { runIds, keys }: SummariesQuestion,
): readonly SeriesSummary[] {
  const rows = db
    .prepare(
      `SELECT run.run_id, metric_key.key AS name, ${summaryColumns}
       FROM (SELECT DISTINCT value FROM json_each(?)) asked
       JOIN run ON run.run_id = asked.value
       JOIN metric_summary ON metric_summary.run = run.id
       JOIN metric_key ON metric_key.id = metric_summary.key
       WHERE ? IS NULL OR metric_summary.key IN (SELECT id FROM metric_key WHERE key IN (SELECT value FROM json_each(?)))`,
    )
    .all(JSON.stringify(runIds), keys === null ? null : 1, JSON.stringify(keys ?? []));
  const place = new Map(runIds.map((runId, i) => [runId, i]));
  const summaries = rows.map((row): SeriesSummary => {
    const figures = figuresOfRow(row);
    const key = text(row, 'name');
    const hasBounds = figures.min <= figures.max;
    return {
      runId: text(row, 'run_id'),
      key,
      count: figures.count,
      last: { key, value: figures.last, timestamp: figures.lastTimestamp, step: figures.lastStep },
      min: hasBounds ? figures.min : null,
      max: hasBounds ? figures.max : null,
      sum: figures.sum,
    };
  });
  const placeOf = (summary: SeriesSummary): number => place.get(summary.runId) ?? 0;
  return summaries.sort((a, b) => placeOf(a) - placeOf(b) || (a.key < b.key ? -1 : 1));
}
