// A confidence sequence of a mean for long streams: valid at every moment in the limit of many values, not for few.

export interface AsymptoticSequence {
  /** Tuning constant; the sequence is tightest at the chosen time. */
  readonly rho2: number;
  /** Half of the interval's width, in the unit of the standard deviation. */
  readonly halfWidth: number;
}

const fewest = 100;

/**
 * `± σ̂ √(2 (tρ² + 1)/(t²ρ²) · ln(√(tρ² + 1)/α))`.
 *
 * @param t         values seen, ≥ 0
 * @param sd        their standard deviation, ≥ 0
 * @param alpha     two-sided error over all times, in (0, 1)
 * @param tightest  the time at which the sequence should be tightest, > 0
 * @returns undefined below 100 values, where the limit is not near
 * @throws  RangeError on impossible arguments
 * @source  Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024 (arXiv 2103.06476), theorem 2.2. Reference values: SQ-06.
 */
export function asymptoticSequence(
  t: number,
  sd: number,
  alpha: number,
  tightest: number,
): AsymptoticSequence | undefined {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  if (!(t >= 0 && sd >= 0 && tightest > 0)) throw new RangeError('times and deviations are not negative');
  if (t < fewest) return undefined;
  const rho2 = (-2 * Math.log(alpha) + Math.log1p(-2 * Math.log(alpha))) / tightest;
  const grown = t * rho2 + 1;
  const halfWidth = sd * Math.sqrt(((2 * grown) / (t * t * rho2)) * Math.log(Math.sqrt(grown) / alpha));
  return { rho2, halfWidth };
}
