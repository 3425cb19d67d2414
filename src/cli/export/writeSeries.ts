// Writes metric points, one a row or record, run by run and key by key.
import type { Client } from 'assay-sdk';
import { fromWireNumber, type WireInt64, type WireNumber, type WireRun } from 'assay-sdk/wire';
import type { ExportColumn, ExportRow } from './exportColumn.ts';
import type { ExportFormat } from './exportFormat.ts';
import type { ExportTarget } from './exportTarget.ts';
import { exact } from './runTable.ts';
import { writeCsv } from './writeCsv.ts';
import { writeJsonArray, writeJsonLines } from './writeJson.ts';

interface Point {
  readonly runId: string;
  readonly key: string;
  readonly step: WireInt64;
  readonly timestamp: WireInt64;
  readonly value: WireNumber;
}

const columns: readonly ExportColumn[] = [
  { name: 'run_id', kind: 'text' },
  { name: 'metric', kind: 'text' },
  { name: 'step', kind: 'integer' },
  { name: 'timestamp', kind: 'time' },
  { name: 'value', kind: 'number' },
];

const pointsPerPage = 50_000;

/**
 * @param keys only these metrics; null for all
 * @returns how many points were written
 */
export async function writeSeries(
  client: Client,
  runs: AsyncIterable<WireRun>,
  keys: readonly string[] | null,
  format: ExportFormat,
  target: ExportTarget,
): Promise<number> {
  let count = 0;
  const points = (async function* (): AsyncGenerator<Point> {
    for await (const point of pointsOf(client, runs, keys)) {
      count += 1;
      yield point;
    }
  })();
  if (format === 'json') await writeJsonArray(points, target);
  else if (format === 'jsonl') await writeJsonLines(points, target);
  else {
    const rows = (async function* (): AsyncGenerator<ExportRow> {
      for await (const { runId, key, step, timestamp, value } of points) {
        yield [runId, key, exact(step), exact(timestamp), fromWireNumber(value)];
      }
    })();
    if (format === 'csv') await writeCsv(columns, rows, target);
    else {
      const { writeParquet } = await import('./writeParquet.ts');
      await writeParquet(columns, rows, target);
    }
  }
  return count;
}

async function* pointsOf(
  client: Client,
  runs: AsyncIterable<WireRun>,
  keys: readonly string[] | null,
): AsyncGenerator<Point> {
  for await (const { runId, metrics } of runs) {
    const wanted = metrics.map(({ key }) => key).filter((key) => keys === null || keys.includes(key));
    for (const key of wanted.sort()) {
      let cursor: string | undefined;
      do {
        const page = await client.runs.series(runId, key, { limit: pointsPerPage, cursor });
        for (const [index, value] of page.values.entries()) {
          yield { runId, key, step: page.steps[index] ?? 0, timestamp: page.timestamps[index] ?? 0, value };
        }
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    }
  }
}
