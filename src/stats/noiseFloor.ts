// How far two runs of the same thing lie apart by chance alone, learnt from repeats. Not a test of an improvement: that is the gate's.
import { chiSquareQuantile } from './chiSquare.ts';
import { sampleMoments } from './sampleMoments.ts';
import { studentTQuantile } from './studentT.ts';

export interface NoiseFloor {
  /** Repeats, over all groups. */
  readonly n: number;
  /** How many groups of repeats were pooled; each group has its own mean. */
  readonly groups: number;
  /** Degrees of freedom of the standard deviation: n − groups. */
  readonly df: number;
  /** Standard deviation of one run about the mean of its repeats, in the metric's unit. */
  readonly sd: number;
  /** Confidence interval of `sd`, in the metric's unit. */
  readonly sdInterval: readonly [number, number];
  /** Two single runs of the same thing differ by less than this with the given confidence, in the metric's unit. */
  readonly leastDifference: number;
  readonly confidence: number;
}

/**
 * The noise floor of a metric from groups of repeated runs, with normally distributed noise of equal variance in each group.
 *
 * `leastDifference = t_{(1+confidence)/2, df} · sd · √2`, the two-sided prediction bound for the difference of two further runs.
 *
 * @param groups      values of each group of repeats; finite; groups of one value say nothing and are skipped
 * @param confidence  in (0, 1)
 * @returns undefined when no group has two values, or when all repeats are equal to the last digit (no spread was seen, which is
 *          not the same as no noise)
 * @source pooled variance and its χ² interval: Snedecor & Cochran 1989, 4.3 and 5.9; prediction bound: Hahn & Meeker 1991, 4.8
 */
export function noiseFloor(
  groups: readonly (readonly number[])[],
  confidence: number,
): NoiseFloor | undefined {
  const repeated = groups.map(sampleMoments).filter((group) => group.variance !== undefined);
  const n = repeated.reduce((sum, group) => sum + group.n, 0);
  const df = n - repeated.length;
  if (df < 1) return undefined;
  const squares = repeated.reduce((sum, group) => sum + (group.n - 1) * (group.variance ?? 0), 0);
  if (squares === 0) return undefined;
  const sd = Math.sqrt(squares / df);
  const outside = 1 - confidence;
  return {
    n,
    groups: repeated.length,
    df,
    sd,
    sdInterval: [
      Math.sqrt(squares / chiSquareQuantile(1 - outside / 2, df)),
      Math.sqrt(squares / chiSquareQuantile(outside / 2, df)),
    ],
    leastDifference: studentTQuantile(1 - outside / 2, df) * sd * Math.SQRT2,
    confidence,
  };
}
