// A comparison of two independent arms made more precise by what was known of each unit before. The covariate must not be touched by the change.
import { requireScores } from './correlation.ts';
import { stableSum } from './sampleMoments.ts';
import { welchT } from './welchT.ts';
import type { WelchT } from './welchT.ts';

export interface Arm {
  /** Measured during the comparison. */
  readonly outcome: readonly number[];
  /** Of the same units, measured before it. */
  readonly before: readonly number[];
}

export interface Cuped {
  /** Slope of outcome on covariate, over both arms; 0 when the covariate does not vary. */
  readonly theta: number;
  /** Welch's test of the adjusted outcomes, first − second. */
  readonly adjusted: WelchT;
  /** The same without adjustment. */
  readonly unadjusted: WelchT;
}

/**
 * `y − θ (x − x̄)` with `θ = cov(x, y) / var(x)` over both arms.
 *
 * @param confidence two-sided, in (0, 1)
 * @throws  RangeError when outcome and covariate differ in length or something is not finite
 * @source  Deng, Xu, Kohavi & Walker 2013. Reference values: MO-07.
 */
export function cuped(first: Arm, second: Arm, confidence: number): Cuped {
  requireScores(first.outcome, first.before);
  requireScores(second.outcome, second.before);
  const x = [...first.before, ...second.before];
  const y = [...first.outcome, ...second.outcome];
  const xMean = x.length === 0 ? 0 : stableSum(x) / x.length;
  const yMean = y.length === 0 ? 0 : stableSum(y) / y.length;
  const spread = stableSum(x.map((value) => (value - xMean) ** 2));
  const together = stableSum(x.map((value, i) => (value - xMean) * ((y[i] ?? 0) - yMean)));
  const theta = spread === 0 ? 0 : together / spread;
  const adjust = ({ outcome, before }: Arm): readonly number[] =>
    outcome.map((value, i) => value - theta * ((before[i] ?? 0) - xMean));
  return {
    theta,
    adjusted: welchT(adjust(first), adjust(second), confidence),
    unadjusted: welchT(first.outcome, second.outcome, confidence),
  };
}
