// Writes runs in the format asked for: as a table, or as the records of the native API.
import type { WireRun } from 'assay-sdk/wire';
import type { ExportRow } from './exportColumn.ts';
import type { ExportFormat } from './exportFormat.ts';
import type { ExportTarget } from './exportTarget.ts';
import { RunTable } from './runTable.ts';
import { spoolRuns } from './spoolRuns.ts';
import { writeCsv } from './writeCsv.ts';
import { writeJsonArray, writeJsonLines } from './writeJson.ts';

/**
 * @param names of experiments by id
 * @returns how many runs were written
 */
export async function writeRuns(
  runs: AsyncIterable<WireRun>,
  names: ReadonlyMap<string, string>,
  format: ExportFormat,
  target: ExportTarget,
): Promise<number> {
  if (format === 'json' || format === 'jsonl') {
    let count = 0;
    const counted = (async function* () {
      for await (const run of runs) {
        count += 1;
        yield run;
      }
    })();
    await (format === 'json' ? writeJsonArray : writeJsonLines)(counted, target);
    return count;
  }
  const table = new RunTable();
  const spooled = await spoolRuns(runs, (run) => table.see(run));
  try {
    const rows = (async function* (): AsyncGenerator<ExportRow> {
      for await (const run of spooled.read()) yield table.rowOf(run, names.get(run.experimentId) ?? '');
    })();
    if (format === 'csv') await writeCsv(table.columns, rows, target);
    else {
      const { writeParquet } = await import('./writeParquet.ts');
      await writeParquet(table.columns, rows, target);
    }
    return spooled.count;
  } finally {
    await spooled.remove();
  }
}
