// What a missing result costs on a scale without a worst value (latency, cost, tokens). Conservative on purpose, and not an estimate.
import type { ObjectiveScores } from '../../model/scoreTable.ts';
import type { AlignedArms } from './alignedArms.ts';

/** A result that never came is at least this many times as bad as the baseline's. */
export const leastWorsening = 2;

/**
 * The candidate with a value for every missing result: the worst of the worst value seen in either arm, the baseline's value
 * made worse by the worst ratio seen in any pair, and the baseline's value made twice as bad. Without a baseline: twice as bad
 * as the worst value seen. Of an example with some epochs missing, the worse of that and its worst epoch.
 *
 * Even the slowest pair seen bounds a timeout only from below; that is why more than a few missing results decide nothing.
 */
export function worstRatio(
  objective: ObjectiveScores,
  complete: AlignedArms,
  epochs: number,
  applies: Uint8Array,
): AlignedArms {
  const { candidate: seen, baseline } = complete;
  const isLowerBetter = objective.direction === 'lower-is-better';
  // Everything in "how bad": larger is worse, also where a larger value is better.
  const badness = (value: number): number => (isLowerBetter ? value : 1 / value);
  const valueOf = (bad: number): number => (isLowerBetter ? bad : 1 / bad);
  let worst = 0;
  let worstGrowth = leastWorsening;
  for (let i = 0; i < seen.length; i++) {
    const ofCandidate = badness(seen[i] ?? Number.NaN);
    const ofBaseline = badness(baseline?.[i] ?? Number.NaN);
    if (ofCandidate > worst) worst = ofCandidate;
    if (ofBaseline > worst) worst = ofBaseline;
    if (ofCandidate / ofBaseline > worstGrowth) worstGrowth = ofCandidate / ofBaseline;
  }
  const candidate = Float64Array.from(seen);
  for (let i = 0; i < candidate.length; i++) {
    if (applies[i] === 0) continue;
    const ofBaseline = badness(baseline?.[i] ?? Number.NaN);
    const filling = Number.isNaN(ofBaseline)
      ? worst * leastWorsening
      : Math.max(worst, ofBaseline * worstGrowth);
    let bad = 0;
    let isLacking = false;
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      const value = objective.candidate.values[at] ?? Number.NaN;
      if (Number.isNaN(value) || value === 0) isLacking = true;
      else bad = Math.max(bad, badness(value));
    }
    if (isLacking && filling > 0) candidate[i] = valueOf(Math.max(bad, filling));
  }
  return { candidate, baseline };
}
