// The true pass rate behind a judge's pass rate, when the judge's errors were measured on other examples. Not for labels on the test set itself.
import { normalQuantile } from './normal.ts';
import { requireProbability } from './requireCount.ts';
import { requireJudgeRates, youdenJ } from './youdenJ.ts';
import type { JudgeRates } from './youdenJ.ts';

export interface RoganGladenEstimate {
  /**
   * `judge-not-better-than-chance`: nothing can be corrected. `calibration-shift`: the estimate lies outside [0, 1], so the
   * measured error rates do not hold here.
   */
  readonly status: 'ok' | 'judge-not-better-than-chance' | 'calibration-shift';
  readonly youdenJ: number;
  /** May lie outside [0, 1]; undefined when the judge is not better than chance. */
  readonly raw: number | undefined;
  /** For display: `raw` brought into [0, 1]. */
  readonly clipped: number | undefined;
}

/**
 * `θ̂ = (p̂ + q₀ − 1) / (q₀ + q₁ − 1)`.
 *
 * @param passRate    p̂, share the judge passes, in [0, 1]
 * @param sensitivity q₁, in [0, 1]
 * @param specificity q₀, in [0, 1]
 * @throws  RangeError on rates outside [0, 1]
 * @source  Rogan & Gladen 1978. Reference values: JC-01, JC-02.
 */
export function roganGladenEstimate(
  passRate: number,
  sensitivity: number,
  specificity: number,
): RoganGladenEstimate {
  if (![passRate, sensitivity, specificity].every((rate) => rate >= 0 && rate <= 1)) {
    throw new RangeError('rates lie in [0, 1]');
  }
  const j = sensitivity + specificity - 1;
  // Rates come from divisions, so that a J of exactly 0 may arrive as a rounding error.
  if (j <= 1e-12) {
    return {
      status: 'judge-not-better-than-chance',
      youdenJ: Math.abs(j) <= 1e-12 ? 0 : j,
      raw: undefined,
      clipped: undefined,
    };
  }
  const raw = (passRate + specificity - 1) / j;
  const clipped = Math.min(1, Math.max(0, raw));
  return { status: raw === clipped ? 'ok' : 'calibration-shift', youdenJ: j, raw, clipped };
}

export interface RoganGladen extends RoganGladenEstimate {
  /** By the delta method; undefined when there is no estimate. */
  readonly se: number | undefined;
  /** Adjusted for small calibration samples, within [0, 1]; undefined when there is no estimate. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * The corrected rate with the uncertainty of both samples. A judge whose J is not shown to exceed 0 (lower bound of its
 * two-sided interval) corrects nothing.
 *
 * @param passRate   share of the test set that the judge passes, in [0, 1]
 * @param n          size of the test set, > 0
 * @param rates      the judge against humans, on other examples
 * @param confidence two-sided, in (0, 1)
 * @throws  RangeError on impossible arguments
 * @source  variance: Rogan & Gladen 1978; interval: Lee et al. 2025 (arXiv 2511.21140). Reference values: JC-01.
 */
export function roganGladen(passRate: number, n: number, rates: JudgeRates, confidence: number): RoganGladen {
  requireProbability(confidence, 'confidence');
  requireJudgeRates(rates);
  if (!(n > 0)) throw new RangeError(`${n} is no size of a test set`);
  const estimate = roganGladenEstimate(passRate, rates.sensitivity, rates.specificity);
  const isUseless = youdenJ(rates, confidence).interval[0] <= 0;
  if (estimate.raw === undefined || isUseless) {
    const status = 'judge-not-better-than-chance';
    return { ...estimate, status, raw: undefined, clipped: undefined, se: undefined, interval: undefined };
  }
  return {
    ...estimate,
    se: standardError(estimate.raw, passRate, n, rates),
    interval: adjustedInterval(passRate, n, rates, normalQuantile((1 + confidence) / 2)),
  };
}

function standardError(rate: number, passRate: number, n: number, rates: JudgeRates): number {
  const { sensitivity, positives, specificity, negatives } = rates;
  const variance =
    (passRate * (1 - passRate)) / n +
    ((1 - rate) ** 2 * specificity * (1 - specificity)) / negatives +
    (rate ** 2 * sensitivity * (1 - sensitivity)) / positives;
  return Math.sqrt(variance) / (sensitivity + specificity - 1);
}

function adjustedInterval(
  passRate: number,
  n: number,
  { sensitivity, positives, specificity, negatives }: JudgeRates,
  z: number,
): readonly [number, number] | undefined {
  const size = n + z * z;
  const share = (n * passRate + (z * z) / 2) / size;
  const adjusted: JudgeRates = {
    sensitivity: (positives * sensitivity + 1) / (positives + 2),
    positives: positives + 2,
    specificity: (negatives * specificity + 1) / (negatives + 2),
    negatives: negatives + 2,
  };
  const rate = roganGladenEstimate(share, adjusted.sensitivity, adjusted.specificity).raw;
  if (rate === undefined) return undefined;
  const missed = (adjusted.sensitivity * (1 - adjusted.sensitivity)) / adjusted.positives;
  const fooled = (adjusted.specificity * (1 - adjusted.specificity)) / adjusted.negatives;
  const centre = rate + 2 * z * z * (rate * missed - (1 - rate) * fooled);
  const reach = z * standardError(rate, share, size, adjusted);
  return [Math.min(1, Math.max(0, centre - reach)), Math.max(0, Math.min(1, centre + reach))];
}
