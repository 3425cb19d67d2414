// The two-proportion z test of independent samples: always printed, and deciding only where pairing was lost or never was.
import { normalQuantile, normalUpperTail } from './normal.ts';
import { requireCount, requireProbability } from './requireCount.ts';

export interface TwoProportionZ {
  /** p̂₁ − p̂₂. */
  readonly difference: number;
  /** The pass rate of both arms together. */
  readonly pooled: number;
  /** 0 when all or none passed in both arms. */
  readonly z: number;
  /** Two-sided p of "equal pass rates". */
  readonly p: number;
  /** One-sided p of "the first is not better". */
  readonly pGreater: number;
  /** An expected count is below 5: print Fisher's exact p beside it. */
  readonly isSmall: boolean;
  /** The unpooled Wald interval, as other tools print it; the interval to show is newcombeInterval. */
  readonly wald: readonly [number, number];
}

/**
 * Pooled two-proportion z test, without continuity correction.
 *
 * @param successes1 candidate; integer, 0 ≤ successes1 ≤ trials1
 * @param successes2 baseline
 * @param confidence of the Wald interval, two-sided, in (0, 1)
 * @returns undefined when an arm has no trial
 * @throws  RangeError when the counts are not integers in range
 * @source  Fleiss, Levin & Paik 2003, 3.2. Reference values: TP-01 to TP-05.
 */
export function twoProportionZ(
  successes1: number,
  trials1: number,
  successes2: number,
  trials2: number,
  confidence: number,
): TwoProportionZ | undefined {
  requireCount(trials1, 'trials1');
  requireCount(trials2, 'trials2');
  requireCount(successes1, 'successes1', trials1);
  requireCount(successes2, 'successes2', trials2);
  requireProbability(confidence, 'confidence');
  if (trials1 === 0 || trials2 === 0) return undefined;
  const share1 = successes1 / trials1;
  const share2 = successes2 / trials2;
  const difference = share1 - share2;
  const pooled = (successes1 + successes2) / (trials1 + trials2);
  const variance = pooled * (1 - pooled) * (1 / trials1 + 1 / trials2);
  const z = variance === 0 ? 0 : difference / Math.sqrt(variance);
  const unpooled = (share1 * (1 - share1)) / trials1 + (share2 * (1 - share2)) / trials2;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(unpooled);
  return {
    difference,
    pooled,
    z,
    p: Math.min(1, 2 * normalUpperTail(Math.abs(z))),
    pGreater: normalUpperTail(z),
    isSmall: Math.min(pooled, 1 - pooled) * Math.min(trials1, trials2) < 5,
    wald: [difference - reach, difference + reach],
  };
}
