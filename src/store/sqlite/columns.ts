// Reads typed values out of SQLite rows, whose columns node:sqlite types loosely. Not the queries.
import { type Int64, int64 } from '../../model/int64.ts';

/** What node:sqlite may hand back for a column. */
export type Cell = null | number | bigint | string | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;

export function text(row: Row, column: string): string {
  const cell = row[column];
  if (typeof cell !== 'string') throw wrongType(column, 'text', cell);
  return cell;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function number(row: Row, column: string): number {
  const cell = row[column];
  if (typeof cell !== 'number') throw wrongType(column, 'a number', cell);
  return cell;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : number(row, column);
}

/** A column selected through {@link exactInteger}. */
export function integer(row: Row, column: string): Int64 {
  return integerCell(row[column], column);
}

/** The same for a row read as an array. */
export function integerCell(cell: Cell | undefined, column: string): Int64 {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'bigint') return int64(cell);
  if (typeof cell === 'string') return int64(BigInt(cell));
  throw wrongType(column, 'an integer', cell);
}

export function integerOrNull(row: Row, column: string): Int64 | null {
  return row[column] === null ? null : integer(row, column);
}

/**
 * SQL that selects a 64-bit integer exactly: node:sqlite refuses integers beyond 2^53, so those travel as text.
 * The column keeps its name.
 */
export function exactInteger(expression: string, name: string): string {
  return `CASE WHEN ${expression} BETWEEN -9007199254740991 AND 9007199254740991 THEN ${expression} ELSE CAST(${expression} AS TEXT) END AS ${name}`;
}

export function textCell(cell: Cell | undefined, column: string): string {
  if (typeof cell !== 'string') throw wrongType(column, 'text', cell);
  return cell;
}

export function numberCell(cell: Cell | undefined, column: string): number {
  if (typeof cell !== 'number') throw wrongType(column, 'a number', cell);
  return cell;
}

function wrongType(column: string, wanted: string, cell: Cell | undefined): Error {
  return new Error(
    `Column ${column} should hold ${wanted} but holds ${cell === null ? 'null' : typeof cell}.`,
  );
}
