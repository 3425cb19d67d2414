// The sign-flip permutation test of a mean difference: printed, never deciding, because it tests symmetry and not the mean.
import type { ClusterKeys } from './clusterRobust.ts';
import { stableSum } from './sampleMoments.ts';
import type { Numbers } from './shapeMoments.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

export interface SignFlip {
  /** Mean of the differences. */
  readonly mean: number;
  /** Two-sided p of "symmetric about 0". */
  readonly p: number;
  /** One-sided p of "not larger than 0". */
  readonly pGreater: number;
  /** All sign patterns were tried; else a seeded sample of them. */
  readonly isExact: boolean;
}

const mostForExact = 14;

/**
 * Sign-flip test: how often a mean as far from 0 arises when each sign is a coin toss.
 *
 * @param differences finite
 * @param random      drawn from only for more than 14 differences (or clusters)
 * @param clusters    whole clusters flip together; undefined when all are independent
 * @param resamples   how many sign patterns are drawn
 * @returns undefined for no difference
 * @source Fisher 1935; drawn p of Davison & Hinkley 1997, 4.11. Reference values: SP-01.
 */
export function signFlip(
  differences: Numbers,
  random: Xoshiro128,
  clusters?: ClusterKeys,
  resamples = 10_000,
): SignFlip | undefined {
  const n = differences.length;
  if (n === 0) return undefined;
  const units = clusters === undefined ? Array.from(differences) : unitSums(differences, clusters);
  const observed = stableSum(units);
  // Equal sums reached by different additions differ in the last digits, and must count as equal.
  const slack = 1e-12 * units.reduce((sum, unit) => sum + Math.abs(unit), 0);
  const isExact = units.length <= mostForExact;
  let asFar = 0;
  let asLarge = 0;
  const count = (sum: number): void => {
    if (Math.abs(sum) >= Math.abs(observed) - slack) asFar++;
    if (sum >= observed - slack) asLarge++;
  };
  if (isExact) allPatterns(units, count);
  else drawnPatterns(units, random, resamples, count);
  const [seen, tried] = isExact ? [0, 2 ** units.length] : [1, resamples + 1];
  return { mean: observed / n, p: (seen + asFar) / tried, pGreater: (seen + asLarge) / tried, isExact };
}

function allPatterns(units: readonly number[], count: (sum: number) => void): void {
  for (let pattern = 0; pattern < 2 ** units.length; pattern++) {
    let sum = 0;
    for (let i = 0; i < units.length; i++) sum += (pattern >>> i) & 1 ? -(units[i] ?? 0) : (units[i] ?? 0);
    count(sum);
  }
}

function drawnPatterns(
  units: readonly number[],
  random: Xoshiro128,
  resamples: number,
  count: (sum: number) => void,
): void {
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < units.length; i++) {
      if (i % 32 === 0) bits = random.nextUint32();
      sum += bits & 1 ? -(units[i] ?? 0) : (units[i] ?? 0);
      bits >>>= 1;
    }
    count(sum);
  }
}

function unitSums(differences: Numbers, clusters: ClusterKeys): number[] {
  if (clusters.length !== differences.length) {
    throw new RangeError(`${clusters.length} cluster keys for ${differences.length} differences`);
  }
  const sums = new Map<string | number, number>();
  for (let i = 0; i < differences.length; i++) {
    const key = clusters[i] ?? '';
    sums.set(key, (sums.get(key) ?? 0) + (differences[i] ?? 0));
  }
  return [...sums.values()];
}
