// Opens one SQLite connection with the settings Assay relies on. Not the schema.
import { DatabaseSync } from 'node:sqlite';

export interface ConnectionOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly readOnly: boolean;
}

/**
 * WAL lets readers work beside the writer; `synchronous=FULL` makes a commit survive power loss and is affordable because commits
 * are grouped; automatic checkpoints are far apart because upkeep makes them off the path of a request.
 */
export function openDatabase(options: ConnectionOptions): DatabaseSync {
  const db = new DatabaseSync(options.path, { readOnly: options.readOnly });
  db.exec('PRAGMA busy_timeout = 10000');
  if (!options.readOnly) {
    // These two only take effect on a database without tables, and before the journal mode. The page size was measured against
    // 4096: a tenth more batches of 1,000 points a second, the same for small ones.
    db.exec('PRAGMA page_size = 8192');
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA wal_autocheckpoint = 65536');
  }
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec('PRAGMA temp_store = MEMORY');
  db.exec('PRAGMA cache_size = -65536');
  // A reader forgets its page cache at every commit of the writer; what is mapped costs nothing to read again.
  db.exec(`PRAGMA mmap_size = ${options.readOnly ? 8 * 1024 ** 3 : 256 * 1024 ** 2}`);
  db.exec('PRAGMA case_sensitive_like = ON');
  // SQLite folds only ASCII by itself; ILIKE must not care about the case of any letter.
  db.function('fold', { deterministic: true }, (value) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  );
  return db;
}
