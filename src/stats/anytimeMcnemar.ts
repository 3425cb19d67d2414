// Evidence that two paired variants differ, valid at every moment. It tests "no difference" only: not the tolerance of a loss.
import { logGamma } from './logGamma.ts';
import { requireCount } from './requireCount.ts';

export interface AnytimeMcnemar {
  /** ln of the e-value: the capital of a fair bet against "no difference". */
  readonly logE: number;
  readonly e: number;
  /** min(1, 1/E); the running minimum over time stays valid. */
  readonly p: number;
}

/**
 * `E = 2^{b+c} B(1 + b, 1 + c)` from the discordant pairs.
 *
 * @param candidateOnly b, pairs only the candidate passed; integer ≥ 0
 * @param baselineOnly  c, pairs only the baseline passed; integer ≥ 0
 * @throws  RangeError when the counts are no counts
 * @source  Robbins 1970, mixture over a uniform prior against ½. Reference values: SQ-05.
 */
export function anytimeMcnemar(candidateOnly: number, baselineOnly: number): AnytimeMcnemar {
  requireCount(candidateOnly, 'candidateOnly');
  requireCount(baselineOnly, 'baselineOnly');
  const pairs = candidateOnly + baselineOnly;
  const logBeta = logGamma(1 + candidateOnly) + logGamma(1 + baselineOnly) - logGamma(2 + pairs);
  const logE = pairs === 0 ? 0 : pairs * Math.LN2 + logBeta;
  return { logE, e: Math.exp(logE), p: Math.min(1, Math.exp(-logE)) };
}
