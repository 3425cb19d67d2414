// Whether two sets of vectors (embeddings) come from one distribution: the unbiased kernel discrepancy with a permutation p-value.
import { sampleQuantile } from './sampleQuantile.ts';

export interface MaximumMeanDiscrepancy {
  /** Width of the kernel. */
  readonly sigma: number;
  /** Unbiased, therefore sometimes negative. */
  readonly mmd2: number;
  /** Share of the relabellings at least as far apart. */
  readonly p: number;
  /** How many relabellings that share comes from. */
  readonly permutations: number;
  readonly isExact: boolean;
}

export interface PermutationPlan {
  /** Random relabellings, where all of them are more than 20,000. */
  readonly permutations: number;
  /** Integer in 0 … limit − 1, each equally likely, from a seeded generator. */
  readonly nextBelow: (limit: number) => number;
  /** Width of the kernel, frozen on a reference; the median distance of the pooled sample when absent. */
  readonly sigma?: number;
}

const mostRelabellings = 20_000;

/**
 * MMD² with the kernel `exp(−d²/(2σ²))`.
 *
 * @param first  vectors of one length, finite
 * @param second vectors of the same length
 * @returns undefined with fewer than two vectors on a side, or when all vectors are equal
 * @throws  RangeError when vectors differ in length or hold what is not finite
 * @source  Gretton et al. 2012, lemma 6. Reference values: MO-03.
 */
export function maximumMeanDiscrepancy(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  plan: PermutationPlan,
): MaximumMeanDiscrepancy | undefined {
  const points = [...first, ...second];
  requireVectors(points);
  const n = first.length;
  if (n < 2 || second.length < 2) return undefined;
  const distances = squaredDistances(points);
  const sigma = plan.sigma ?? medianDistance(distances, points.length);
  if (!(sigma > 0)) return undefined;
  const kernel = distances.map((squared) => Math.exp(-squared / (2 * sigma ** 2)));
  const discrepancy = discrepancyOf(kernel, points.length, n);
  const observed = discrepancy(Array.from({ length: n }, (_, i) => i));
  // A relabelling that is the same up to rounding is as far apart.
  const isAsFar = (chosen: readonly number[]): boolean => discrepancy(chosen) >= observed - 1e-12;
  const possible = choose(points.length, n);
  if (possible <= mostRelabellings) {
    let asFar = 0;
    for (const chosen of combinations(points.length, n)) if (isAsFar(chosen)) asFar++;
    return { sigma, mmd2: observed, p: asFar / possible, permutations: possible, isExact: true };
  }
  let asFar = 0;
  for (let i = 0; i < plan.permutations; i++) {
    if (isAsFar(drawn(points.length, n, plan.nextBelow))) asFar++;
  }
  return {
    sigma,
    mmd2: observed,
    p: (1 + asFar) / (1 + plan.permutations),
    permutations: plan.permutations,
    isExact: false,
  };
}

function squaredDistances(points: readonly (readonly number[])[]): Float64Array {
  const size = points.length;
  const squared = new Float64Array(size * size);
  points.forEach((a, i) => {
    for (let j = i + 1; j < size; j++) {
      const b = points[j] ?? [];
      let sum = 0;
      for (let k = 0; k < a.length; k++) sum += ((a[k] ?? 0) - (b[k] ?? 0)) ** 2;
      squared[i * size + j] = sum;
      squared[j * size + i] = sum;
    }
  });
  return squared;
}

function medianDistance(squared: Float64Array, size: number): number {
  const distances = new Float64Array((size * (size - 1)) / 2);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) distances[at++] = Math.sqrt(squared[i * size + j] ?? 0);
  }
  return sampleQuantile(distances.sort(), 0.5) ?? 0;
}

/** The discrepancy between the chosen points and the others; only sums within the chosen are walked. */
function discrepancyOf(kernel: Float64Array, size: number, n: number): (chosen: readonly number[]) => number {
  const m = size - n;
  const rows = Float64Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) if (j !== i) sum += kernel[i * size + j] ?? 0;
    return sum;
  });
  const allPairs = rows.reduce((sum, row) => sum + row, 0) / 2;
  return (chosen) => {
    let within = 0;
    let touching = 0;
    for (let a = 0; a < chosen.length; a++) {
      const i = chosen[a] ?? 0;
      touching += rows[i] ?? 0;
      for (let b = a + 1; b < chosen.length; b++) within += kernel[i * size + (chosen[b] ?? 0)] ?? 0;
    }
    const across = touching - 2 * within;
    const others = allPairs - within - across;
    return (2 * within) / (n * (n - 1)) + (2 * others) / (m * (m - 1)) - (2 * across) / (n * m);
  };
}

function choose(size: number, n: number): number {
  let ways = 1;
  for (let i = 1; i <= n; i++) ways = (ways * (size - n + i)) / i;
  return Math.round(ways);
}

function* combinations(size: number, n: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: n }, (_, i) => i);
  for (;;) {
    yield chosen;
    let at = n - 1;
    while (at >= 0 && chosen[at] === size - n + at) at--;
    if (at < 0) return;
    const start = (chosen[at] ?? 0) + 1;
    for (let i = at; i < n; i++) chosen[i] = start + i - at;
  }
}

/** The first n of a shuffle. */
function drawn(size: number, n: number, nextBelow: (limit: number) => number): readonly number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < n; i++) {
    const other = i + nextBelow(size - i);
    const held = order[i] ?? 0;
    order[i] = order[other] ?? 0;
    order[other] = held;
  }
  return order.slice(0, n);
}

function requireVectors(points: readonly (readonly number[])[]): void {
  const length = points[0]?.length;
  if (points.some((point) => point.length !== length || !point.every(Number.isFinite))) {
    throw new RangeError('vectors are finite and of one length');
  }
}
