// Which metric keys were logged in some experiments. Read-only; runs on any thread; as fresh as the last flush.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../../model/errors.ts';
import type { Page, PageRequest } from '../../page.ts';
import { text } from '../columns.ts';

export interface KeysQuestion {
  readonly experiments: readonly number[];
  readonly page: PageRequest;
}

/** Hops through the value index from key to key, so that it costs as many steps as there are keys, however many the runs. */
const distinctKeys = `
  WITH RECURSIVE asked(experiment) AS (SELECT DISTINCT value FROM json_each(?)),
  hop(experiment, key) AS (
    SELECT experiment, (SELECT min(s.key) FROM metric_summary s WHERE s.experiment = asked.experiment) FROM asked
    UNION ALL
    SELECT experiment, (SELECT min(s.key) FROM metric_summary s WHERE s.experiment = hop.experiment AND s.key > hop.key)
    FROM hop WHERE hop.key IS NOT NULL
  )
  SELECT metric_key.key FROM metric_key
  WHERE metric_key.id IN (SELECT key FROM hop WHERE key IS NOT NULL) AND (? IS NULL OR metric_key.key > ?)
  ORDER BY metric_key.key LIMIT ?`;

export function seriesKeys(db: DatabaseSync, { experiments, page }: KeysQuestion): Page<string> {
  const after = page.after === null ? null : keyOfCursor(page.after);
  const found = db
    .prepare(distinctKeys)
    .all(JSON.stringify(experiments), after, after, page.limit + 1)
    .map((row) => text(row, 'key'));
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items,
    next:
      found.length > page.limit && last !== undefined ? Buffer.from(`k${last}`).toString('base64url') : null,
  };
}

function keyOfCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!place.startsWith('k') || Buffer.from(place).toString('base64url') !== cursor) {
    throw new AssayError(
      'request/bad-page-token',
      'Invalid page token: it was not given by this server for a list of metric keys. Start from the first page.',
    );
  }
  return place.slice(1);
}
