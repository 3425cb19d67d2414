// A table as Parquet, row group by row group, so that memory does not grow with the table.
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { ColumnKind, ExportColumn, ExportRow } from './exportColumn.ts';
import type { ExportTarget } from './exportTarget.ts';

/** Values in one row group: few enough to hold, enough to compress well. */
const valuesPerGroup = 1_000_000;
const mostRowsPerGroup = 100_000;

const types = { text: 'STRING', number: 'DOUBLE', integer: 'INT64', time: 'TIMESTAMP' } as const;

export async function writeParquet(
  columns: readonly ExportColumn[],
  rows: AsyncIterable<ExportRow>,
  target: ExportTarget,
): Promise<void> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columnData(columns, []) }),
    createdBy: 'assay',
  });
  const rowsPerGroup = Math.max(
    1000,
    Math.min(mostRowsPerGroup, Math.floor(valuesPerGroup / Math.max(1, columns.length))),
  );
  let group: ExportRow[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < rowsPerGroup) continue;
    await writeGroup(writer, columns, group);
    await moveOn(bytes, target);
    group = [];
  }
  if (group.length > 0) await writeGroup(writer, columns, group);
  await writer.finish();
  await moveOn(bytes, target);
}

async function writeGroup(
  writer: ParquetWriter,
  columns: readonly ExportColumn[],
  rows: readonly ExportRow[],
): Promise<void> {
  await writer.write({ columnData: columnData(columns, rows), rowGroupSize: rows.length });
}

function columnData(columns: readonly ExportColumn[], rows: readonly ExportRow[]) {
  return columns.map(({ name, kind }, index) => ({
    name,
    type: types[kind],
    nullable: true,
    data: rows.map((row) => valueOf(row[index] ?? null, kind)),
  }));
}

function valueOf(value: ExportRow[number], kind: ColumnKind): string | number | bigint | null {
  if (value === null || kind === 'text') return value;
  return kind === 'number' ? Number(value) : BigInt(value);
}

/** Hands on what was written so far; offsets go on counting. */
async function moveOn(bytes: ByteWriter, target: ExportTarget): Promise<void> {
  const written = new Uint8Array(bytes.buffer, 0, bytes.index).slice();
  bytes.index = 0;
  await target.write(written);
}
