// A measured amount as a score on a ratio scale. Nothing measured is no ratio: it has no logarithm.
import { scored } from './scored.ts';
import { missingInput } from './unscored.ts';
import type { Score } from '../../../model/evaluation.ts';

/** @param what names the amount in the reason, such as `the cost of this answer` */
export function amount(value: number, what: string): Score {
  return value === 0 ? missingInput(`${what} is 0, which no ratio can be formed of`) : scored(value);
}
