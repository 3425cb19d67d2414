// A table as CSV (RFC 4180): a line of names, then a line a row, ended by CRLF. Times are ISO 8601 in UTC; what is absent is nothing, an empty text is "".
import type { ColumnKind, ExportColumn, ExportRow } from './exportColumn.ts';
import type { ExportTarget } from './exportTarget.ts';

/** Lines are gathered to about this many characters before they are written. */
const chunkSize = 64 * 1024;

export async function writeCsv(
  columns: readonly ExportColumn[],
  rows: AsyncIterable<ExportRow>,
  target: ExportTarget,
): Promise<void> {
  let chunk = lineOf(columns.map(({ name }) => quoted(name)));
  for await (const row of rows) {
    chunk += lineOf(row.map((value, index) => fieldOf(value, columns[index]?.kind ?? 'text')));
    if (chunk.length < chunkSize) continue;
    await target.write(chunk);
    chunk = '';
  }
  await target.write(chunk);
}

function fieldOf(value: ExportRow[number], kind: ColumnKind): string {
  if (value === null) return '';
  return quoted(textOf(value, kind));
}

function textOf(value: string | number | bigint, kind: ColumnKind): string {
  return kind === 'time' ? timeText(value) : String(value);
}

/** Times that no calendar holds stay numbers. */
function timeText(value: string | number | bigint): string {
  const date = new Date(Number(value));
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}

function lineOf(fields: readonly string[]): string {
  return `${fields.join(',')}\r\n`;
}

function quoted(field: string): string {
  return field === '' || /[",\r\n]/.test(field) || field !== field.trim()
    ? `"${field.replaceAll('"', '""')}"`
    : field;
}
