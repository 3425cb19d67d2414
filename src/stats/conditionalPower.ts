// How likely a comparison that is under way still is to reach its final critical value. For stopping as hopeless, never for deciding.
import { normalUpperTail } from './normal.ts';

export interface InterimLook {
  /** The z statistic at this look. */
  readonly z: number;
  /** Share of the planned information reached, in (0, 1). */
  readonly information: number;
  /** Critical z at the last look. */
  readonly zFinal: number;
}

/**
 * `1 − Φ((z_final − z √t − θ (1 − t)) / √(1 − t))`.
 *
 * @param drift θ: expected z at full information; z / √t is the current trend, m / SE_final is "no change" for non-inferiority
 * @returns in [0, 1]
 * @throws  RangeError when the information is not strictly between 0 and 1, or something is not a number
 * @source  Lan & Wittes 1988 (B-value). Reference values: SQ-08.
 */
export function conditionalPower(look: InterimLook, drift: number): number {
  const { z, information: t, zFinal } = look;
  if (!(t > 0 && t < 1)) throw new RangeError(`the information share ${t} is not between 0 and 1`);
  const distance = (zFinal - z * Math.sqrt(t) - drift * (1 - t)) / Math.sqrt(1 - t);
  if (Number.isNaN(distance)) throw new RangeError('a statistic is not a number');
  return normalUpperTail(distance);
}

/**
 * Whether going on is hopeless: conditional power below the threshold both if the current trend continues and if nothing
 * changed. The rule does not bind: going on all the same keeps the error.
 *
 * @param driftOfNoChange expected z at full information if candidate and baseline are alike
 * @param threshold       in (0, 1); 0.10 is the gate's
 * @throws  RangeError as {@link conditionalPower}
 * @source  statistical design 2.6
 */
export function isFutile(look: InterimLook, driftOfNoChange: number, threshold = 0.1): boolean {
  const trend = look.z / Math.sqrt(look.information);
  return conditionalPower(look, Math.max(trend, driftOfNoChange)) < threshold;
}
