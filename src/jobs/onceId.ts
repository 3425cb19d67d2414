// The id of a job that is to be done once for good, made of what it is about.
import { createHash } from 'node:crypto';

/** The same parts always give the same id. */
export function onceId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
