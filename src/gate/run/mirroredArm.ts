// The baseline's side of a comparison: what the candidate won, the baseline lost. Not of evaluators that score each arm for itself.
import type { ExampleResult } from '../../model/gateRun.ts';
import { absence, type ArmScores } from '../../model/scoreTable.ts';

/**
 * A comparison has one score, the candidate's: 1 won, ½ tied, 0 lost. The baseline has the rest of 1, so that the mean difference is the
 * share of wins less the share of losses, and equal versions differ by 0. A candidate without an answer has lost to a baseline with one,
 * where the missing rule counts it at all.
 *
 * @param candidate its scores, `values[example * epochs + epoch]`
 */
export function mirroredArm(
  results: readonly ExampleResult[],
  candidate: ArmScores,
  epochs: number,
): ArmScores {
  const values = candidate.values.map((value) => 1 - value);
  const absences = Uint8Array.from(values, (_, at) => candidate.absences?.[at] ?? absence.target);
  results.forEach((result, example) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const at = example * epochs + epoch;
      const isAnswered = (arm: 'candidate' | 'baseline'): boolean =>
        result[arm].some((one) => one.epoch === epoch && one.outcome.kind === 'answered');
      if (!isAnswered('baseline')) {
        values[at] = Number.NaN;
        absences[at] = absence.target;
      } else if (!isAnswered('candidate')) {
        values[at] = 1;
        absences[at] = absence.none;
      }
    }
  });
  return { values, absences, labels: null };
}
