// Looks whether a store is sound: its database, the references between its tables, its series, its gate runs, and the content of its artifacts.
import type { DatabaseSync } from 'node:sqlite';
import type { IntegrityDepth, IntegrityReport } from '../store.ts';
import type { SqliteArtifacts } from './artifacts.ts';
import { checkContents } from './integrity/checkContents.ts';
import { type Readers, readersInPlace, ReaderThread } from './readers.ts';

/** Reads beside the traffic; what is written while it looks is either seen whole or not at all. */
export async function checkIntegrity(
  db: DatabaseSync,
  artifacts: SqliteArtifacts,
  depth: IntegrityDepth,
): Promise<IntegrityReport> {
  const path = db.location();
  // A thread of its own: the check may take minutes, and searches should not wait behind it.
  const readers: Readers = path === null ? readersInPlace(db) : new ReaderThread(path);
  try {
    const records = await readers.ask('checkRecords', null);
    // A database that cannot be read through would only repeat its own damage.
    if (records.isUnreadable) return { problems: records.problems };
    const series = await readers.ask('checkSeries', depth);
    const queue = await readers.ask('checkQueue', null);
    const gateRuns = await readers.ask('checkGateRuns', depth);
    return {
      problems: [
        ...records.problems,
        ...series,
        ...queue,
        ...gateRuns,
        ...(await checkContents(artifacts, depth)),
      ],
    };
  } finally {
    await readers.close();
  }
}
