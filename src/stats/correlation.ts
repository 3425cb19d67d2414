// How two raters' scores move together: Pearson, Spearman and Kendall with intervals. None of them sees a constant shift between raters.
import { midRanks } from './midRanks.ts';
import { normalQuantile } from './normal.ts';
import { requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';

export interface Correlation {
  /** `constant-rater`: one of the two gave the same score throughout. */
  readonly status: 'measured' | 'n<2' | 'constant-rater';
  readonly n: number;
  /** In [−1, 1]. */
  readonly value: number | undefined;
  /** Two-sided, by Fisher's z; undefined for too few items (three or four) and at exactly ±1. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * Pearson's r; interval `tanh(atanh r ± z/√(n − 3))`.
 *
 * @param first      finite scores of one rater
 * @param second     of the other, in the same order
 * @param confidence two-sided, in (0, 1)
 * @throws  RangeError when the lengths differ or a score is not finite
 * @source  Fisher 1921. Reference values: AG-08.
 */
export function pearson(
  first: readonly number[],
  second: readonly number[],
  confidence: number,
): Correlation {
  requireScores(first, second);
  const n = first.length;
  return withInterval(n, productMoment(first, second), confidence, () => 1 / (n - 3), 3);
}

/**
 * Spearman's ρ with mid-ranks; interval by Fisher's z with variance `(1 + ρ²/2)/(n − 3)`. Arguments and errors as
 * {@link pearson}.
 *
 * @source Bonett & Wright 2000. Reference values: AG-08.
 */
export function spearman(
  first: readonly number[],
  second: readonly number[],
  confidence: number,
): Correlation {
  requireScores(first, second);
  const n = first.length;
  const rho = productMoment([...midRanks(first).ranks], [...midRanks(second).ranks]);
  return withInterval(n, rho, confidence, (value) => (1 + value ** 2 / 2) / (n - 3), 3);
}

/**
 * Kendall's τ_b; interval by Fisher's z with variance `0.437/(n − 4)`. Arguments and errors as {@link pearson}.
 *
 * @source Kendall 1945; Fieller, Hartley & Pearson 1957. Reference values: AG-08.
 */
export function kendall(
  first: readonly number[],
  second: readonly number[],
  confidence: number,
): Correlation {
  requireScores(first, second);
  const n = first.length;
  let agreeing = 0;
  let firstUntied = 0;
  let secondUntied = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const a = Math.sign((first[i] ?? 0) - (first[j] ?? 0));
      const b = Math.sign((second[i] ?? 0) - (second[j] ?? 0));
      agreeing += a * b;
      firstUntied += a * a;
      secondUntied += b * b;
    }
  }
  const norm = Math.sqrt(firstUntied) * Math.sqrt(secondUntied);
  return withInterval(n, norm === 0 ? undefined : agreeing / norm, confidence, () => 0.437 / (n - 4), 4);
}

function productMoment(first: readonly number[], second: readonly number[]): number | undefined {
  const n = first.length;
  if (isConstant(first) || isConstant(second)) return undefined;
  const firstMean = stableSum(first) / n;
  const secondMean = stableSum(second) / n;
  const a = first.map((value) => value - firstMean);
  const b = second.map((value) => value - secondMean);
  const squares = Math.sqrt(stableSum(a.map((x) => x * x))) * Math.sqrt(stableSum(b.map((x) => x * x)));
  const products = stableSum(a.map((x, i) => x * (b[i] ?? 0)));
  return Math.min(1, Math.max(-1, products / squares));
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

function withInterval(
  n: number,
  value: number | undefined,
  confidence: number,
  variance: (value: number) => number,
  tooFew: number,
): Correlation {
  requireProbability(confidence, 'confidence');
  if (n < 2) return { status: 'n<2', n, value: undefined, interval: undefined };
  if (value === undefined) return { status: 'constant-rater', n, value, interval: undefined };
  if (n <= tooFew || Math.abs(value) === 1) return { status: 'measured', n, value, interval: undefined };
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance(value));
  const z = Math.atanh(value);
  return { status: 'measured', n, value, interval: [Math.tanh(z - reach), Math.tanh(z + reach)] };
}

/** @throws RangeError when the lengths differ or a score is not finite */
export function requireScores(first: readonly number[], second: readonly number[]): void {
  if (first.length !== second.length) {
    throw new RangeError(`${first.length} scores do not pair with ${second.length}`);
  }
  const wrong = [...first, ...second].find((score) => !Number.isFinite(score));
  if (wrong !== undefined) throw new RangeError(`${wrong} is no score`);
}
