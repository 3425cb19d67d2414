// Reads rows as arrays: for answers of thousands of rows, objects cost five times as much. Not for single rows.
import type { DatabaseSync } from 'node:sqlite';
import type { Cell } from './columns.ts';
import { preparedStatement } from './preparedStatement.ts';
import type { Binding } from './search/fragment.ts';

export function arrayRows(
  db: DatabaseSync,
  sql: string,
  ...bindings: readonly (Binding | Uint8Array)[]
): readonly (readonly Cell[])[] {
  // The types of node:sqlite do not follow setReturnArrays.
  const rows: unknown = preparedStatement(db, sql, true).all(...bindings);
  return rows as readonly (readonly Cell[])[];
}
