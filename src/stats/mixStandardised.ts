// Splits a change of an overall rate into what the mix of slices did and what the rates did. Not a test.
import { stableSum } from './sampleMoments.ts';

export interface SliceRates {
  /** Share of the slice in the baseline; shares add up to 1. */
  readonly baselineWeight: number;
  readonly candidateWeight: number;
  readonly baselineRate: number;
  readonly candidateRate: number;
}

export interface MixStandardised {
  /** Overall candidate rate − overall baseline rate. */
  readonly total: number;
  /** What the change of weights alone would have done: Σ(w′ − w)p. */
  readonly mixPart: number;
  /** What the change of rates did, at the candidate's weights: Σw′(p′ − p). The mix-standardised difference. */
  readonly ratePart: number;
}

/**
 * @param slices disjoint and complete
 * @throws RangeError when the weights of a version do not add up to 1
 * @source Kitagawa 1955
 */
export function mixStandardised(slices: readonly SliceRates[]): MixStandardised {
  for (const key of ['baselineWeight', 'candidateWeight'] as const) {
    const sum = stableSum(slices.map((slice) => slice[key]));
    if (!(Math.abs(sum - 1) < 1e-9)) throw new RangeError(`${key} adds up to ${sum}, not 1`);
  }
  const mixPart = stableSum(
    slices.map((slice) => (slice.candidateWeight - slice.baselineWeight) * slice.baselineRate),
  );
  const ratePart = stableSum(
    slices.map((slice) => slice.candidateWeight * (slice.candidateRate - slice.baselineRate)),
  );
  return { total: mixPart + ratePart, mixPart, ratePart };
}
