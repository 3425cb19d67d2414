// How much better than guessing a binary judge is: sensitivity + specificity − 1, with its interval.
import { normalQuantile } from './normal.ts';
import { requireProbability } from './requireCount.ts';

/** How often a judge is right, measured against human labels. */
export interface JudgeRates {
  /** Share of the human passes that the judge passes, in [0, 1]. */
  readonly sensitivity: number;
  /** How many human passes that share comes from, > 0. */
  readonly positives: number;
  /** Share of the human failures that the judge fails, in [0, 1]. */
  readonly specificity: number;
  /** How many human failures that share comes from, > 0. */
  readonly negatives: number;
}

export interface YoudenJ {
  /** In [−1, 1]; 0 is guessing. */
  readonly j: number;
  /** Two-sided interval at the asked confidence, within [−1, 1]. */
  readonly interval: readonly [number, number];
}

/**
 * J and its interval as a difference of two independent proportions, one success and one failure added to each.
 *
 * @param confidence two-sided, in (0, 1); 0.90 gives the one-sided 95 % bound that calibration asks for
 * @throws  RangeError on rates outside [0, 1] or without labels behind them
 * @source  Youden 1950; interval: Agresti & Caffo 2000. Reference values of J: JC-01, AG-07.
 */
export function youdenJ(rates: JudgeRates, confidence: number): YoudenJ {
  requireJudgeRates(rates);
  requireProbability(confidence, 'confidence');
  const { sensitivity, positives, specificity, negatives } = rates;
  const right = (positives * sensitivity + 1) / (positives + 2);
  const alsoRight = (negatives * specificity + 1) / (negatives + 2);
  const centre = right + alsoRight - 1;
  const reach =
    normalQuantile((1 + confidence) / 2) *
    Math.sqrt((right * (1 - right)) / (positives + 2) + (alsoRight * (1 - alsoRight)) / (negatives + 2));
  return {
    j: sensitivity + specificity - 1,
    interval: [Math.max(-1, centre - reach), Math.min(1, centre + reach)],
  };
}

/** @throws RangeError on rates outside [0, 1] or without labels behind them */
export function requireJudgeRates(rates: JudgeRates): void {
  const { sensitivity, positives, specificity, negatives } = rates;
  if (![sensitivity, specificity].every((rate) => rate >= 0 && rate <= 1)) {
    throw new RangeError('sensitivity and specificity lie in [0, 1]');
  }
  if (!(positives > 0 && negatives > 0))
    throw new RangeError('a judge is measured on passes and on failures');
}
