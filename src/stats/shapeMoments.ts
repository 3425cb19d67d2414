// Count, mean, spread and skewness of scores or differences, in two passes and without copying. The plain mean and variance are sampleMoments.

/** Numbers in an order that does not change between recomputations: sums are taken in it. */
export type Numbers = readonly number[] | Float64Array;

export interface ShapeMoments {
  readonly n: number;
  /** Undefined for an empty sample. */
  readonly mean: number | undefined;
  /** With n − 1 in the denominator; undefined for fewer than two values, exactly 0 when `isConstant`. */
  readonly sd: number | undefined;
  /** (1/n)Σ(x − mean)³ / sd³; undefined for fewer than two values and for constant ones. */
  readonly skewness: number | undefined;
  /** All values agree but for the rounding of a subtraction. True for one value, false for none. */
  readonly isConstant: boolean;
}

/**
 * @param values finite
 * @param scale  the size of the numbers that were subtracted to give the values; spreads below 10⁻¹² of it are rounding, because
 *               0.9 − 0.8 and 0.8 − 0.7 differ in the last digits, and that difference is no evidence of anything
 * @throws RangeError when a value is not finite
 */
export function shapeMoments(values: Numbers, scale = 1): ShapeMoments {
  const n = values.length;
  if (n === 0) return { n, mean: undefined, sd: undefined, skewness: undefined, isConstant: false };
  let least = Infinity;
  let most = -Infinity;
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError(`value ${i} is ${value}, not a finite number`);
    if (value < least) least = value;
    if (value > most) most = value;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  const isConstant = most - least <= 1e-12 * scale;
  const mean = most === least ? most : (sum + lost) / n;
  if (n === 1) return { n, mean, sd: undefined, skewness: undefined, isConstant };
  if (isConstant) return { n, mean, sd: 0, skewness: undefined, isConstant };
  const { squares, cubes } = powersAbout(values, mean);
  const sd = Math.sqrt(squares / (n - 1));
  return { n, mean, sd, skewness: cubes / n / (sd * sd * sd), isConstant };
}

/** Σ(x − mean)² and Σ(x − mean)³, compensated (Neumaier 1974). */
function powersAbout(values: Numbers, mean: number): { squares: number; cubes: number } {
  let squares = 0;
  let squaresLost = 0;
  let cubes = 0;
  let cubesLost = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (values[i] ?? 0) - mean;
    const square = distance * distance;
    let next = squares + square;
    squaresLost += squares >= square ? squares - next + square : square - next + squares;
    squares = next;
    const cube = square * distance;
    next = cubes + cube;
    cubesLost += Math.abs(cubes) >= Math.abs(cube) ? cubes - next + cube : cube - next + cubes;
    cubes = next;
  }
  return { squares: squares + squaresLost, cubes: cubes + cubesLost };
}
