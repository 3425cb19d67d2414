// Whether a job that failed may succeed later. Not when.
import { AssayError, type ErrorCode } from '../model/errors.ts';

/** What can come back by itself: somebody publishes the dataset, or the store that has it answers again. */
const datasetAway: readonly ErrorCode[] = [
  'dataset/unknown-name',
  'dataset/unknown-version',
  'dataset/nothing-published',
  'dataset/unreadable',
  'dataset/example-missing',
];

/** A refusal that says what is wrong with the request stays wrong; trouble and what is nobody's refusal may pass. */
export function isWorthRetrying(cause: unknown): boolean {
  if (!(cause instanceof AssayError)) return true;
  return cause.kind === 'busy' || cause.kind === 'broken' || isDatasetAway(cause);
}

export function isDatasetAway(cause: unknown): boolean {
  return cause instanceof AssayError && datasetAway.includes(cause.code);
}
