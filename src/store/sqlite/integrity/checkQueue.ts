// Asks whether what jobs, schedules and component versions keep as JSON can be read: one row that cannot would stop the queue.
import type { DatabaseSync } from 'node:sqlite';
import { number, text } from '../columns.ts';

export function checkQueue(db: DatabaseSync, _args: null): readonly string[] {
  const tables = [
    { table: 'job', id: 'job_id', columns: ['payload', 'progress', 'result'] },
    { table: 'job_schedule', id: 'schedule_id', columns: ['payload'] },
    { table: 'component_version', id: 'hash', columns: ['manifest'] },
  ];
  return tables.flatMap(({ table, id, columns }) =>
    columns.flatMap((column) => {
      const row = db
        .prepare(`SELECT count(*) AS n, min(${id}) AS first FROM ${table} WHERE NOT json_valid(${column})`)
        .get();
      const count = row === undefined ? 0 : number(row, 'n');
      if (row === undefined || count === 0) return [];
      return [`${table}: the ${column} of ${count} rows cannot be read, such as ${text(row, 'first')}`];
    }),
  );
}
