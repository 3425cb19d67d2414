// Reads rows as arrays: for answers of thousands of rows, objects cost five times as much. Not for single rows.
import type { DatabaseSync } from 'node:sqlite';
import type { Cell } from './columns.ts';
import type { Binding } from './search/fragment.ts';

export function arrayRows(
  db: DatabaseSync,
  sql: string,
  ...bindings: readonly Binding[]
): readonly (readonly Cell[])[] {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  // The types of node:sqlite do not follow setReturnArrays.
  const rows: unknown = statement.all(...bindings);
  return rows as readonly (readonly Cell[])[];
}
