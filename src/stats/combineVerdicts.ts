// The overall verdict of required checks: the worst of them. It weighs nothing and averages nothing.
import type { Verdict } from './verdictOfBounds.ts';

/**
 * FAIL if any check fails, else INCONCLUSIVE if any is undecided or none was made, else PASS. An empty set never passes.
 *
 * @param verdicts of the required checks only
 * @source  statistical design 2.2. Reference values: GD-03.
 */
export function combineVerdicts(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('FAIL')) return 'FAIL';
  if (verdicts.length === 0 || verdicts.includes('INCONCLUSIVE')) return 'INCONCLUSIVE';
  return 'PASS';
}
