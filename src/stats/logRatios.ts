// Latency and cost compared as ratios: logarithms for decidingBounds, and the ratio of totals. Differences of times are not compared: a tenth of a second means nothing by itself.
import { sampleMoments, stableSum } from './sampleMoments.ts';
import { studentTQuantile } from './studentT.ts';
import { requireProbability } from './requireCount.ts';
import type { Numbers } from './shapeMoments.ts';

/**
 * ln(candidate/baseline) of each pair: the exponential of their mean is the ratio of geometric means, and a margin of ratio r is ln r.
 * Larger is slower; the caller turns the sign when larger is to be better.
 *
 * @param candidate positive, finite (for epochs: the median of each example)
 * @param baseline  positive, finite, of the same length
 * @throws RangeError naming the first pair that is not positive, because a time of zero is a fault of the measurement
 * @source the log-ratio t method. Reference values: QL-03.
 */
export function logRatios(candidate: Numbers, baseline: Numbers): Float64Array {
  requirePairs(candidate, baseline);
  const ratios = new Float64Array(candidate.length);
  for (let i = 0; i < ratios.length; i++) {
    const above = candidate[i] ?? Number.NaN;
    const below = baseline[i] ?? Number.NaN;
    if (!(above > 0 && below > 0 && above < Infinity && below < Infinity)) {
      throw new RangeError(`pair ${i} is ${above} and ${below}: both must be positive and finite`);
    }
    ratios[i] = Math.log(above / below);
  }
  return ratios;
}

export interface RatioOfTotals {
  /** Σ candidate ÷ Σ baseline. */
  readonly ratio: number;
  /** Standard error of ln ratio; undefined for fewer than two pairs or when nothing varies. */
  readonly seOfLog: number | undefined;
  /** Lower and upper bound of the ratio, each at one-sided alpha; undefined with `seOfLog`. */
  readonly bounds: readonly [number, number] | undefined;
}

/**
 * The ratio of total costs with bounds by the delta method on its logarithm.
 *
 * @param candidate ≥ 0, finite
 * @param baseline  ≥ 0, finite, of the same length
 * @param alpha     one-sided error of each bound, in (0, 1)
 * @returns undefined when a total is 0
 * @throws  RangeError when a cost is negative or not finite
 * @source  Cochran 1977, 6.3
 */
export function ratioOfTotals(
  candidate: readonly number[],
  baseline: readonly number[],
  alpha: number,
): RatioOfTotals | undefined {
  requirePairs(candidate, baseline);
  requireProbability(alpha, 'alpha');
  for (const cost of [...candidate, ...baseline]) {
    if (!(cost >= 0 && cost < Infinity)) throw new RangeError(`${cost} is not a cost`);
  }
  const n = candidate.length;
  const total = stableSum(candidate);
  const base = stableSum(baseline);
  if (!(total > 0 && base > 0)) return undefined;
  const ratio = total / base;
  const { variance } = sampleMoments(candidate.map((cost, i) => cost - ratio * (baseline[i] ?? 0)));
  if (variance === undefined || variance === 0) return { ratio, seOfLog: undefined, bounds: undefined };
  const seOfLog = Math.sqrt(variance / n) / ((base / n) * ratio);
  const reach = -studentTQuantile(alpha, n - 1) * seOfLog;
  return { ratio, seOfLog, bounds: [ratio * Math.exp(-reach), ratio * Math.exp(reach)] };
}

function requirePairs(candidate: Numbers, baseline: Numbers): void {
  if (candidate.length !== baseline.length) {
    throw new RangeError(`${candidate.length} candidate values for ${baseline.length} baseline values`);
  }
}
