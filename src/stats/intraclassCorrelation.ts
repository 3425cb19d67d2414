// Intraclass correlations: how far several raters' scores of the same subjects agree, alone and averaged.
import { fQuantile } from './fDistribution.ts';
import { requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';

/**
 * `ICC1`: each subject has its own raters. `ICC2` (A,1): absolute agreement of raters drawn from many. `ICC3` (C,1):
 * consistency of these raters. With `k`: of the mean of all k raters.
 */
export type IccForm = 'ICC1' | 'ICC2' | 'ICC3' | 'ICC1k' | 'ICC2k' | 'ICC3k';

export interface Icc {
  /** At most 1; may be negative. */
  readonly value: number;
  /** Two-sided, at the asked confidence. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * All six forms with intervals from the F distribution.
 *
 * @param scores     one row a subject, one column a rater; complete, at least two of each; finite
 * @param confidence two-sided, in (0, 1)
 * @returns undefined when subjects do not differ or raters never disagree, because the F ratios then do not exist
 * @throws  RangeError when the table is ragged, too small or holds what is no number
 * @source  Shrout & Fleiss 1979; McGraw & Wong 1996. Reference values: AG-09.
 */
export function intraclassCorrelation(
  scores: readonly (readonly number[])[],
  confidence: number,
): Readonly<Record<IccForm, Icc>> | undefined {
  requireProbability(confidence, 'confidence');
  const { n, k, between, within, raters, error } = meanSquares(scores);
  if (!(between > 0 && within > 0 && error > 0)) return undefined;
  const tail = (1 + confidence) / 2;
  const single = oneWay(between / within, n, k, n * (k - 1), tail);
  const consistent = oneWay(between / error, n, k, (n - 1) * (k - 1), tail);
  const absolute = twoWay({ n, k, between, raters, error }, tail);
  return {
    ICC1: single.one,
    ICC2: absolute,
    ICC3: consistent.one,
    ICC1k: single.mean,
    ICC2k: {
      value: (between - error) / (between + (raters - error) / n),
      interval: absolute.interval && [stepUp(absolute.interval[0], k), stepUp(absolute.interval[1], k)],
    },
    ICC3k: consistent.mean,
  };
}

interface MeanSquares {
  readonly n: number;
  readonly k: number;
  readonly between: number;
  readonly raters: number;
  readonly error: number;
}

function meanSquares(scores: readonly (readonly number[])[]): MeanSquares & { readonly within: number } {
  const n = scores.length;
  const k = scores[0]?.length ?? 0;
  if (n < 2 || k < 2 || scores.some((row) => row.length !== k)) {
    throw new RangeError('the table has at least two subjects and two raters, and no gaps');
  }
  if (!scores.flat().every(Number.isFinite)) throw new RangeError('a score is not a number');
  const grand = stableSum(scores.flat()) / (n * k);
  const subjectMeans = scores.map((row) => stableSum(row) / k);
  const raterMeans = (scores[0] ?? []).map((_, j) => stableSum(scores.map((row) => row[j] ?? 0)) / n);
  const subjects = k * stableSum(subjectMeans.map((mean) => (mean - grand) ** 2));
  const ofRaters = n * stableSum(raterMeans.map((mean) => (mean - grand) ** 2));
  const inside = stableSum(
    scores.flatMap((row, i) => row.map((score) => (score - (subjectMeans[i] ?? 0)) ** 2)),
  );
  return {
    n,
    k,
    between: subjects / (n - 1),
    within: inside / (n * (k - 1)),
    raters: ofRaters / (k - 1),
    error: (inside - ofRaters) / ((n - 1) * (k - 1)),
  };
}

/** The forms that are functions of one F ratio. */
function oneWay(
  ratio: number,
  n: number,
  k: number,
  df: number,
  tail: number,
): { readonly one: Icc; readonly mean: Icc } {
  const low = ratio / fQuantile(tail, n - 1, df);
  const high = ratio * fQuantile(tail, df, n - 1);
  const ofOne = (f: number): number => (f - 1) / (f + k - 1);
  const ofMean = (f: number): number => 1 - 1 / f;
  return {
    one: { value: ofOne(ratio), interval: [ofOne(low), ofOne(high)] },
    mean: { value: ofMean(ratio), interval: [ofMean(low), ofMean(high)] },
  };
}

function twoWay({ n, k, between, raters, error }: MeanSquares, tail: number): Icc {
  const value = (between - error) / (between + (k - 1) * error + (k * (raters - error)) / n);
  const ratio = raters / error;
  const rest = n * (1 + (k - 1) * value) - k * value;
  const df =
    ((k - 1) * (n - 1) * (k * value * ratio + rest) ** 2) /
    ((n - 1) * k ** 2 * value ** 2 * ratio ** 2 + rest ** 2);
  if (!(df > 0)) return { value, interval: undefined };
  const above = fQuantile(tail, n - 1, df);
  const below = fQuantile(tail, df, n - 1);
  const spread = k * raters + (k * n - k - n) * error;
  return {
    value,
    interval: [
      (n * (between - above * error)) / (above * spread + n * between),
      (n * (below * between - error)) / (spread + n * below * between),
    ],
  };
}

/** Spearman and Brown: the reliability of the mean of k from that of one. */
function stepUp(one: number, k: number): number {
  return (k * one) / (1 + (k - 1) * one);
}
