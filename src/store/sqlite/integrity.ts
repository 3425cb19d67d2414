// Looks whether a store is sound: its database, the references between its tables, and the content of its artifacts.
import type { IntegrityDepth, IntegrityReport } from '../store.ts';
import type { SqliteArtifacts } from './artifacts.ts';
import { checkContents } from './integrity/checkContents.ts';
import type { Readers } from './readers.ts';

/** Reads beside the traffic; what is written while it looks is either seen whole or not at all. */
export async function checkIntegrity(
  readers: Readers,
  artifacts: SqliteArtifacts,
  depth: IntegrityDepth,
): Promise<IntegrityReport> {
  const records = await readers.ask('checkRecords', null);
  // A database that cannot be read through would only repeat its own damage.
  if (records.isUnreadable) return { problems: records.problems };
  return { problems: [...records.problems, ...(await checkContents(artifacts, depth))] };
}
