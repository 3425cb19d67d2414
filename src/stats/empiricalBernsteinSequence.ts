// A confidence sequence of a bounded mean in closed form: simpler and wider than betting.
import { bettingStakes } from './bettingCapital.ts';
import { stableSum } from './sampleMoments.ts';

export interface EmpiricalBernsteinSequence {
  /** May lie outside [0, 1] early on; what lies outside excludes nothing. */
  readonly lower: number;
  readonly upper: number;
  /** The weighted mean between them. */
  readonly centre: number;
}

/**
 * `Σλx/Σλ ± (ln(2/α) + Σ (x_i − μ̂_{i−1})² (−ln(1 − λ_i) − λ_i)) / Σλ`, with λ ≤ ½ and μ̂₀ = ½.
 *
 * @param values in [0, 1], in their order of arrival
 * @param alpha  two-sided error over all times, in (0, 1)
 * @returns undefined without values
 * @throws  RangeError on impossible arguments
 * @source  Waudby-Smith & Ramdas 2024, theorem 2. Reference values: SQ-03.
 */
export function empiricalBernsteinSequence(
  values: readonly number[],
  alpha: number,
): EmpiricalBernsteinSequence | undefined {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  if (values.length === 0) return undefined;
  const logTarget = Math.log(2 / alpha);
  const stakes = bettingStakes(values, { logTarget }).map((stake) => Math.min(0.5, stake));
  let sum = 0;
  const spreads = values.map((value, index) => {
    const stake = stakes[index] ?? 0;
    const meanBefore = (0.5 + sum) / (index + 1);
    sum += value;
    return (value - meanBefore) ** 2 * (-Math.log1p(-stake) - stake);
  });
  const total = stableSum(stakes);
  const centre = stableSum(values.map((value, index) => value * (stakes[index] ?? 0))) / total;
  const half = (logTarget + stableSum(spreads)) / total;
  return { lower: centre - half, upper: centre + half, centre };
}
