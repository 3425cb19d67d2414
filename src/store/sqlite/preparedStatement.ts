// Keeps prepared statements of a connection by their text: preparing costs more than running a short question. Bounded.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const mostKept = 200;

const kept = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** A statement that answers with `all` or `get`, so that it is free again when the call returns; `asArrays` gives rows as arrays. */
export function preparedStatement(db: DatabaseSync, sql: string, asArrays: boolean): StatementSync {
  let statements = kept.get(db);
  if (statements === undefined) kept.set(db, (statements = new Map<string, StatementSync>()));
  const name = asArrays ? `[]${sql}` : sql;
  const known = statements.get(name);
  if (known !== undefined) {
    // Moved to the end, so that the first is the one unused for longest.
    statements.delete(name);
    statements.set(name, known);
    return known;
  }
  const statement = db.prepare(sql);
  if (asArrays) statement.setReturnArrays(true);
  const [oldest] = statements.keys();
  if (statements.size >= mostKept && oldest !== undefined) statements.delete(oldest);
  statements.set(name, statement);
  return statement;
}
