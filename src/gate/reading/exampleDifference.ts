// How the score of one example moved between the arms, oriented so that negative is worse. For reading; verdicts are not made of it.
import type { EvaluatorIdentity } from '../../model/evaluation.ts';
import type { EpochResult, ExampleResult } from '../../model/gateRun.ts';

/** Means over epochs; null where nothing was scored. */
export interface ArmMeans {
  readonly candidate: number | null;
  readonly baseline: number | null;
}

export function armMeans(result: ExampleResult, objective: string): ArmMeans {
  return (
    result.combined[objective] ?? {
      candidate: meanScore(result.candidate, objective),
      baseline: meanScore(result.baseline, objective),
    }
  );
}

/** Candidate − baseline in points; for `ratio` scales the logarithm of candidate ÷ baseline. Null where one is missing or not positive. */
export function exampleDifference(
  { candidate, baseline }: ArmMeans,
  { scale, direction }: Pick<EvaluatorIdentity, 'scale' | 'direction'>,
): number | null {
  if (candidate === null || baseline === null) return null;
  const sign = direction === 'higher-is-better' ? 1 : -1;
  if (scale !== 'ratio') return clean(sign * (candidate - baseline));
  if (candidate <= 0 || baseline <= 0) return null;
  return clean(sign * Math.log(candidate / baseline));
}

/** JSON has no −0, and nobody means it. */
const clean = (value: number): number => (value === 0 ? 0 : value);

function meanScore(epochs: readonly EpochResult[], objective: string): number | null {
  const values = epochs.flatMap((epoch) => {
    const score = epoch.scores[objective];
    return score?.kind === 'scored' ? [score.value] : [];
  });
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
