// How much of the spread of repeated scores lies between examples and how much within: what more epochs would buy. Not a test.
import { sampleMoments, stableSum } from './sampleMoments.ts';

export interface EpochVariance {
  /** Examples with at least one score. */
  readonly n: number;
  /** Repeats per example; undefined when examples differ in it. */
  readonly epochs: number | undefined;
  /** Mean of the examples' means; undefined for no example. */
  readonly mean: number | undefined;
  /** Standard error of that mean, examples being the independent units; undefined for fewer than two. */
  readonly se: number | undefined;
  /** σ²_w, the mean variance within an example; undefined without repeats. */
  readonly withinVariance: number | undefined;
  /** ω², the variance between examples that would remain with endless repeats, at least 0; undefined without equal repeats. */
  readonly betweenVariance: number | undefined;
  /** Intraclass correlation of one repeat; may be negative; undefined without equal repeats or without any spread. */
  readonly icc: number | undefined;
  /** What the standard error would wrongly be if each repeat were an independent example. For warnings only. */
  readonly seIfIndependent: number | undefined;
}

/**
 * One-way analysis of variance of scores by example.
 *
 * @param scores the repeats of each example, finite; examples without a score are skipped
 * @source Fisher 1925; notation of Miller 2024, arXiv:2411.00640. Reference values: CL-03.
 */
export function epochVariance(scores: readonly (readonly number[])[]): EpochVariance {
  const examples = scores.filter((repeats) => repeats.length > 0).map(sampleMoments);
  const n = examples.length;
  const ofMeans = sampleMoments(examples.map((example) => example.mean ?? 0));
  const repeated = examples.map((example) => example.variance).filter((variance) => variance !== undefined);
  const within = repeated.length === 0 ? undefined : stableSum(repeated) / repeated.length;
  const first = examples[0]?.n;
  const epochs = examples.every((example) => example.n === first) ? first : undefined;
  const all = sampleMoments(scores.flat());
  return {
    n,
    epochs,
    mean: ofMeans.mean,
    se: ofMeans.variance === undefined ? undefined : Math.sqrt(ofMeans.variance / n),
    withinVariance: within,
    ...split(ofMeans.variance, within, epochs),
    seIfIndependent: all.variance === undefined ? undefined : Math.sqrt(all.variance / all.n),
  };
}

function split(
  varianceOfMeans: number | undefined,
  within: number | undefined,
  epochs: number | undefined,
): { readonly betweenVariance: number | undefined; readonly icc: number | undefined } {
  if (varianceOfMeans === undefined || within === undefined || epochs === undefined || epochs < 2) {
    return { betweenVariance: undefined, icc: undefined };
  }
  const between = epochs * varianceOfMeans;
  const total = between + (epochs - 1) * within;
  return {
    betweenVariance: Math.max(0, (between - within) / epochs),
    icc: total === 0 ? undefined : (between - within) / total,
  };
}

/**
 * The standard error of the mean if each of n examples were repeated `epochs` times.
 *
 * @param epochs positive; Infinity for scores without noise
 * @returns undefined when the variances are unknown
 */
export function predictedSe(
  { n, betweenVariance, withinVariance }: EpochVariance,
  epochs: number,
): number | undefined {
  if (betweenVariance === undefined || withinVariance === undefined) return undefined;
  return Math.sqrt((betweenVariance + withinVariance / epochs) / n);
}

/**
 * How many repeats make the most precise mean for a given budget.
 *
 * @param exampleCost cost of having one more example, > 0
 * @param sampleCost  cost of one more repeat, in the same unit, > 0
 * @returns a real number ≥ 1; Infinity when examples do not differ; undefined when the variances are unknown
 */
export function bestEpochs(
  { betweenVariance, withinVariance }: EpochVariance,
  exampleCost: number,
  sampleCost: number,
): number | undefined {
  if (betweenVariance === undefined || withinVariance === undefined) return undefined;
  if (withinVariance === 0) return 1;
  return Math.max(1, Math.sqrt((withinVariance / betweenVariance) * (exampleCost / sampleCost)));
}

/**
 * The standard error of a difference on these very examples: only the noise of running them again. It licenses "on this dataset",
 * never more.
 *
 * @param candidate repeats of each example, at least two each, examples in the same order as in `baseline`
 * @returns undefined when an example has fewer than two repeats in an arm, or there is no example
 * @throws RangeError when the arms differ in their number of examples
 */
export function fixedDatasetSe(
  candidate: readonly (readonly number[])[],
  baseline: readonly (readonly number[])[],
): number | undefined {
  if (candidate.length !== baseline.length)
    throw new RangeError('the arms have different numbers of examples');
  const noises: number[] = [];
  for (const repeats of [...candidate, ...baseline]) {
    const { n, variance } = sampleMoments(repeats);
    if (variance === undefined) return undefined;
    noises.push(variance / n);
  }
  if (noises.length === 0) return undefined;
  return Math.sqrt(stableSum(noises)) / candidate.length;
}
