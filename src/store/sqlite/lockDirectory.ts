// Makes one process the owner of a data directory, by a lock the operating system drops when the process dies. Not a pid file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';

export interface DirectoryLock {
  release(): void;
}

/** A connection that nobody refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Node has no flock; an exclusive SQLite transaction on a file of its own holds an fcntl lock that `kill -9` cannot leave behind.
 * The pid beside it only makes the refusal helpful.
 *
 * @throws AssayError `store/in-use` when another process owns the folder
 */
export function lockDirectory(folder: string): DirectoryLock {
  mkdirSync(folder, { recursive: true });
  const ownerFile = join(folder, 'owner.pid');
  const db = new DatabaseSync(join(folder, 'lock.db'));
  try {
    db.exec('PRAGMA busy_timeout = 0');
    db.exec('PRAGMA journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (!isLocked(cause)) throw cause;
    throw new AssayError(
      'store/in-use',
      `The data directory ${folder} is in use by another Assay process${ownerOf(ownerFile)}. ` +
        'Stop it, or choose another directory with --data.',
      { folder },
    );
  }
  held.add(db);
  writeFileSync(ownerFile, `${process.pid}\n`);
  return {
    release() {
      held.delete(db);
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function isLocked(cause: unknown): boolean {
  return cause instanceof Error && /locked|busy/i.test(cause.message);
}

function ownerOf(file: string): string {
  try {
    return ` (pid ${readFileSync(file, 'utf8').trim()})`;
  } catch {
    // The owner may not have written its pid yet; the refusal stands without it.
    return '';
  }
}
