// How many results a search may be asked for.
import { refuse } from './refuse.ts';

/** @throws AssayError `request/invalid-field` when `asked` is not within 1..`most` */
export function checkMaxResults(asked: number, most: number): number {
  if (asked < 1) {
    throw refuse(
      `Invalid value ${asked} for parameter 'max_results' supplied. It must be a positive integer`,
    );
  }
  if (asked > most) {
    throw refuse(`Invalid value ${asked} for parameter 'max_results' supplied. It must be at most ${most}`);
  }
  return asked;
}
