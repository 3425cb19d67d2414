// A confidence interval of a mean that holds at every moment, however often one looks. For scores in [0, 1]; nothing else is assumed.
import { bettingStakes, capitalOfBets } from './bettingCapital.ts';

export interface BettingSequence {
  /** `cs-empty`: every mean is refuted, which the data should not do (order or population size is wrong). */
  readonly status: 'ok' | 'no-values' | 'cs-empty';
  /** Both ends in [0, 1]; undefined unless the status is `ok`. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * All means whose hedged capital stayed below 1/α at the last value: `{m : max(½K⁺, ½K⁻) < 1/α}`.
 *
 * @param values     in [0, 1], in their order of arrival
 * @param alpha      two-sided error over all times, in (0, 1)
 * @param options    `nMax` tunes the bets to a declared maximum; `populationSize` makes it the mean of a finite set
 * @throws  RangeError on impossible arguments
 * @source  Waudby-Smith & Ramdas 2024, theorem 3 (hedged capital). Reference values: SQ-02.
 */
export function bettingSequence(
  values: readonly number[],
  alpha: number,
  options: { readonly nMax?: number; readonly populationSize?: number } = {},
): BettingSequence {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  if (values.length === 0) return { status: 'no-values', interval: undefined };
  const logTarget = Math.log(2 / alpha);
  const stakes = bettingStakes(values, { ...options, logTarget });
  const after = (mean: number): { readonly plus: number; readonly minus: number } => {
    const { plus, minus } = capitalOfBets(values, stakes, mean, options.populationSize);
    return { plus: plus.at(-1) ?? 0, minus: minus.at(-1) ?? 0 };
  };
  // K⁺ falls and K⁻ rises in m.
  const isAboveLower = (mean: number): boolean => after(mean).plus < logTarget;
  const isBelowUpper = (mean: number): boolean => after(mean).minus < logTarget;
  if (!isAboveLower(1) || !isBelowUpper(0)) return { status: 'cs-empty', interval: undefined };
  const lower = isAboveLower(0) ? 0 : edge(isAboveLower, 0, 1);
  const upper = isBelowUpper(1) ? 1 : edge(isBelowUpper, 1, 0);
  return lower > upper
    ? { status: 'cs-empty', interval: undefined }
    : { status: 'ok', interval: [lower, upper] };
}

/** Where `holds` begins on the way from `outside` to `inside`. */
function edge(holds: (mean: number) => boolean, outside: number, inside: number): number {
  let far = outside;
  let near = inside;
  for (let i = 0; i < 60; i++) {
    const middle = (far + near) / 2;
    if (holds(middle)) near = middle;
    else far = middle;
  }
  return near;
}
