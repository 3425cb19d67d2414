// How a check counts towards the overall verdict. Not how it was decided.
import type { Check, Verdict } from '../../model/judgement.ts';

/** On a critical slice of which one reading of its missing results would fail: nobody may call that a PASS. */
export const missingCouldFail = 'missing-could-fail';

/**
 * @returns undefined for what takes no part: checks that do not decide, and critical slices that did not fail. They can fail a gate and
 *          never hold it up, because nobody has enough examples to certify every slice; unless what is missing may hide a failure.
 */
export function countsAs({ decides, slice, verdict, flags }: Check): Verdict | undefined {
  if (!decides) return undefined;
  if (slice === null || verdict === 'FAIL') return verdict;
  return flags.includes(missingCouldFail) ? 'INCONCLUSIVE' : undefined;
}

/** Those that take part. */
export function countedVerdicts(checks: readonly Check[]): Verdict[] {
  return checks.map(countsAs).filter((verdict) => verdict !== undefined);
}
