// The plain quantile of a sample, as other tools compute it. The smoother harrellDavis is what is shown.
import type { Numbers } from './shapeMoments.ts';

/**
 * A sample quantile by linear interpolation between order statistics.
 *
 * @param sorted finite, ascending
 * @param q      in [0, 1]
 * @param type   7 as in most tools, or 8 (nearly unbiased for the median), of Hyndman & Fan
 * @returns undefined for an empty sample
 * @source Hyndman & Fan 1996. Reference values: QL-02.
 */
export function sampleQuantile(sorted: Numbers, q: number, type: 7 | 8 = 7): number | undefined {
  const n = sorted.length;
  if (!(q >= 0 && q <= 1)) throw new RangeError(`q must lie between 0 and 1, not ${q}`);
  const position = type === 7 ? (n - 1) * q : (n + 1 / 3) * q + 1 / 3 - 1;
  const inside = Math.min(n - 1, Math.max(0, position));
  const below = sorted[Math.floor(inside)];
  const above = sorted[Math.ceil(inside)];
  if (below === undefined || above === undefined) return undefined;
  return below + (inside - Math.floor(inside)) * (above - below);
}
