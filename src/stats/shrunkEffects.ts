// Effects of slices pulled towards their common mean by how uncertain each is: for display beside the tests, so that a small slice does not shout.
import { chiSquareUpperTail } from './chiSquare.ts';
import { stableSum } from './sampleMoments.ts';

export interface SliceEffect {
  readonly estimate: number;
  /** Standard error, positive. */
  readonly se: number;
}

export interface ShrunkEffects {
  /** Mean of the slices weighted by 1/se². */
  readonly common: number;
  /** τ², the variance between slices beyond chance; at least 0. */
  readonly betweenVariance: number;
  /** Cochran's Q, and its p: small when slices differ by more than chance. */
  readonly heterogeneity: number;
  readonly p: number;
  /** Each slice's effect, shrunk, in the order given. */
  readonly effects: readonly number[];
}

/**
 * Empirical-Bayes shrinkage of slice effects.
 *
 * @param slices with a known, positive standard error each; a slice without one is left out by the caller
 * @returns undefined for fewer than two slices
 * @throws  RangeError when a standard error is not positive
 * @source  DerSimonian & Laird 1986
 */
export function shrunkEffects(slices: readonly SliceEffect[]): ShrunkEffects | undefined {
  for (const { se } of slices) {
    if (!(se > 0 && se < Infinity)) throw new RangeError(`a standard error must be positive, not ${se}`);
  }
  if (slices.length < 2) return undefined;
  const weights = slices.map(({ se }) => 1 / se ** 2);
  const weight = stableSum(weights);
  const common = stableSum(slices.map(({ estimate, se }) => estimate / se ** 2)) / weight;
  const heterogeneity = stableSum(slices.map(({ estimate, se }) => ((estimate - common) / se) ** 2));
  const spread = weight - stableSum(weights.map((each) => each ** 2)) / weight;
  const betweenVariance = Math.max(0, (heterogeneity - (slices.length - 1)) / spread);
  return {
    common,
    betweenVariance,
    heterogeneity,
    p: chiSquareUpperTail(heterogeneity, slices.length - 1),
    effects: slices.map(
      ({ estimate, se }) => common + (betweenVariance / (betweenVariance + se ** 2)) * (estimate - common),
    ),
  };
}
