// Newcombe's interval for the difference of two paired proportions: for display beside Tango's, which decides.
import { squareAndAdd } from './newcombeInterval.ts';
import { requireCount } from './requireCount.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** Pairs by outcome. */
export interface PairedTable {
  readonly bothPass: number;
  readonly candidateOnly: number;
  readonly baselineOnly: number;
  readonly bothFail: number;
}

/**
 * Confidence interval for the paired difference of pass rates, candidate − baseline.
 *
 * @param confidence two-sided, in (0, 1)
 * @returns both ends in [−1, 1]; undefined when there is no pair
 * @throws  RangeError when a count is not an integer ≥ 0
 * @source  Newcombe 1998, Stat Med 17:2635, method 10. Reference values: PD-01.
 */
export function newcombePaired(
  table: PairedTable,
  confidence: number,
): readonly [number, number] | undefined {
  const { bothPass, candidateOnly, baselineOnly, bothFail } = table;
  requireCount(bothPass, 'bothPass');
  requireCount(candidateOnly, 'candidateOnly');
  requireCount(baselineOnly, 'baselineOnly');
  requireCount(bothFail, 'bothFail');
  const n = bothPass + candidateOnly + baselineOnly + bothFail;
  const candidate = bothPass + candidateOnly;
  const baseline = bothPass + baselineOnly;
  const first = wilsonInterval(candidate, n, confidence);
  const second = wilsonInterval(baseline, n, confidence);
  if (first === undefined || second === undefined) return undefined;
  return squareAndAdd(candidate / n, first, baseline / n, second, correlation(table, n));
}

/** φ with Newcombe's continuity correction for positive association. */
function correlation({ bothPass, candidateOnly, baselineOnly, bothFail }: PairedTable, n: number): number {
  const margins =
    (bothPass + candidateOnly) *
    (baselineOnly + bothFail) *
    (bothPass + baselineOnly) *
    (candidateOnly + bothFail);
  if (margins === 0) return 0;
  const association = bothPass * bothFail - candidateOnly * baselineOnly;
  const corrected = association > 0 ? Math.max(0, association - n / 2) : association;
  return corrected / Math.sqrt(margins);
}
