// One checkpoint that waits for nobody. Not when to make one.
import type { DatabaseSync } from 'node:sqlite';

/** @returns how many pages of the log are still not in the database: those in use by a reader, or written meanwhile */
export function checkpoint(db: DatabaseSync): number {
  const row = db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
  return Number(row?.['log'] ?? 0) - Number(row?.['checkpointed'] ?? 0);
}
