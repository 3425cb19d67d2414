// Brings a database to the newest schema, forward only: a copy is taken first, and each step is one transaction.
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { Migration } from './migrations.ts';

/**
 * @param db          an open connection that owns the database
 * @param migrations  every step in order of version
 * @param backupPath  where the copy goes when an existing database is about to change; null keeps none (in memory)
 * @returns the version now in force
 * @throws AssayError `store/newer-schema` when the database was written by a newer Assay
 */
export function migrate(
  db: DatabaseSync,
  migrations: readonly Migration[],
  backupPath: ((fromVersion: number) => string) | null,
): number {
  const current = schemaVersion(db);
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) {
    throw new AssayError(
      'store/newer-schema',
      `This data directory has schema version ${current}; this Assay knows versions up to ${newest}. Run a newer Assay.`,
      { current, newest },
    );
  }
  const steps = migrations.filter((step) => step.version > current);
  if (steps.length > 0 && current > 0 && backupPath !== null) {
    const copy = backupPath(current);
    if (!existsSync(copy)) db.prepare('VACUUM INTO ?').run(copy);
  }
  for (const step of steps) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(step.sql);
      db.exec(`PRAGMA user_version = ${step.version}`);
      db.exec('COMMIT');
    } catch (cause) {
      db.exec('ROLLBACK');
      throw new Error(`Migration ${step.version} (${step.name}) failed; the database is unchanged.`, {
        cause,
      });
    }
  }
  return newest;
}

function schemaVersion(db: DatabaseSync): number {
  const row = db.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}
