// Writes examples in the format asked for; read again they are the same version. Not where they come from.
import type { ResolvedDataset } from '../../model/dataset.ts';
import { exampleLine } from '../../datasets/writing/exampleLine.ts';
import { exampleTable } from '../../datasets/writing/exampleTable.ts';
import type { ExportColumn, ExportRow } from '../export/exportColumn.ts';
import type { ExportTarget } from '../export/exportTarget.ts';
import { writeCsv } from '../export/writeCsv.ts';

export const exampleFormats = ['jsonl', 'csv', 'parquet'] as const;
export type ExampleFormat = (typeof exampleFormats)[number];

const linesPerChunk = 500;

export async function writeExamples(
  { examples }: Pick<ResolvedDataset, 'examples'>,
  format: ExampleFormat,
  target: ExportTarget,
): Promise<void> {
  if (format === 'jsonl') {
    for (let at = 0; at < examples.length; at += linesPerChunk) {
      const lines = examples.slice(at, at + linesPerChunk).map((example) => `${exampleLine(example)}\n`);
      await target.write(lines.join(''));
    }
    return;
  }
  const table = exampleTable(examples);
  const columns = table.columns.map((name): ExportColumn => ({ name, kind: 'text' }));
  if (format === 'csv') await writeCsv(columns, rowsOf(table.rows), target);
  else {
    const { writeParquet } = await import('../export/writeParquet.ts');
    await writeParquet(columns, rowsOf(table.rows), target);
  }
}

async function* rowsOf(rows: Iterable<ExportRow>): AsyncGenerator<ExportRow> {
  yield* rows;
}
