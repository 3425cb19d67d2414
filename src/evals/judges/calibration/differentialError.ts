// Whether a judge errs differently on the two versions, from examples where people scored both. Not its error on either.
import type { DifferentialError } from '../../../model/calibration.ts';
import { ppiDifference } from '../../../stats/ppiDifference.ts';
import type { Arm, MeasuredUnit } from './judgedUnit.ts';

/** Null when no example is labelled in both arms. @source statistical design 3.4, rule 7 */
export function differentialError(units: readonly MeasuredUnit[], level: number): DifferentialError | null {
  const byExample = new Map<string, { [arm in Arm]: MeasuredUnit[] }>();
  for (const unit of units) {
    const arms = byExample.get(unit.exampleId) ?? { candidate: [], baseline: [] };
    for (const arm of unit.arms) arms[arm].push(unit);
    byExample.set(unit.exampleId, arms);
  }
  const pairs = [...byExample.values()].flatMap(({ candidate, baseline }) =>
    candidate.length === 0 || baseline.length === 0
      ? []
      : [
          {
            human: { candidate: meanOf(candidate, 'human'), baseline: meanOf(baseline, 'human') },
            judge: { candidate: meanOf(candidate, 'judge'), baseline: meanOf(baseline, 'judge') },
          },
        ],
  );
  if (pairs.length === 0) return null;
  const found = ppiDifference(pairs, [], level);
  return { pairs: pairs.length, bias: found.judgeBias ?? null, p: found.judgeBiasP ?? null };
}

/** Several outputs of one example in one arm are epochs: they are averaged first. */
function meanOf(units: readonly MeasuredUnit[], of: 'human' | 'judge'): number {
  return units.reduce((sum, unit) => sum + unit[of], 0) / units.length;
}
