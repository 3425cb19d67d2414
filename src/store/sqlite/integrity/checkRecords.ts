// Asks the database whether its pages are whole and whether every row refers to rows that are there.
import type { DatabaseSync } from 'node:sqlite';
import { number, text } from '../columns.ts';
import { references } from './references.ts';

export interface RecordsReport {
  readonly problems: readonly string[];
  /** The database itself is damaged, so that other questions may not be answered rightly. */
  readonly isUnreadable: boolean;
}

export function checkRecords(db: DatabaseSync, _args: null): RecordsReport {
  const damage = db
    .prepare('PRAGMA integrity_check(20)')
    .all()
    .map((row) => text(row, 'integrity_check'))
    .filter((finding) => finding !== 'ok');
  if (damage.length > 0)
    return { problems: damage.map((finding) => `database: ${finding}`), isUnreadable: true };
  const problems = references.flatMap(({ table, column, refersTo, key, unless }) => {
    const row = db
      .prepare(
        `SELECT count(*) AS n FROM ${table} AS child WHERE child.${column} IS NOT NULL AND NOT (${unless ?? '0'})
         AND NOT EXISTS (SELECT 1 FROM ${refersTo} AS parent WHERE parent.${key} = child.${column})`,
      )
      .get();
    const count = row === undefined ? 0 : number(row, 'n');
    return count === 0 ? [] : [`${table}: ${count} rows refer to a ${refersTo} that is not there`];
  });
  const files = db
    .prepare(
      `SELECT count(*) AS n FROM artifact AS child JOIN artifact AS parent ON parent.id = child.parent
       WHERE parent.sha256 IS NOT NULL`,
    )
    .get();
  if (files !== undefined && number(files, 'n') > 0)
    problems.push(`artifact: ${number(files, 'n')} rows lie below a file`);
  return { problems, isUnreadable: false };
}
