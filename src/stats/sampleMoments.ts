// Count, mean and variance of a sample, summed so that rounding does not build up.

export interface SampleMoments {
  readonly n: number;
  /** Undefined for an empty sample. */
  readonly mean: number | undefined;
  /** With n − 1 in the denominator; undefined for fewer than two values, because one value says nothing about spread. */
  readonly variance: number | undefined;
}

/** @param values finite numbers, in an order that does not change between recomputations */
export function sampleMoments(values: readonly number[]): SampleMoments {
  const n = values.length;
  if (n === 0) return { n, mean: undefined, variance: undefined };
  const mean = stableSum(values) / n;
  if (n === 1) return { n, mean, variance: undefined };
  const squares = values.map((value) => (value - mean) ** 2);
  return { n, mean, variance: stableSum(squares) / (n - 1) };
}

/** @source Neumaier 1974: compensated summation that also survives large terms. */
export function stableSum(values: readonly number[]): number {
  let sum = 0;
  let compensation = 0;
  for (const value of values) {
    const next = sum + value;
    compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + compensation;
}
