// A mean of human labels sharpened by a judge's scores on many more examples (PPI++). The judge may be wrong: that costs precision, not truth.
import { requireProbability } from './requireCount.ts';
import { sampleMoments, stableSum } from './sampleMoments.ts';
import { studentTQuantile } from './studentT.ts';

/** Scores of randomly labelled examples and of the others. The two sets are disjoint. */
export interface PpiSample {
  /** The human's score of each labelled example. */
  readonly human: readonly number[];
  /** The judge's score of the same examples, in the same order. */
  readonly judge: readonly number[];
  /** The judge's scores of the examples without a label. */
  readonly judgeUnlabelled: readonly number[];
}

export interface Ppi {
  /** `no-variation`: neither labels nor scores differ, so nothing is known of the error of the mean. */
  readonly status: 'measured' | 'n<2' | 'no-variation';
  /** Labelled examples. */
  readonly n: number;
  /** Weight of the judge, in [0, 1]: 0 is the humans alone, 1 is plain PPI. */
  readonly lambda: number;
  /** Undefined without labels. */
  readonly mean: number | undefined;
  /** Standard error, positive; undefined unless measured. */
  readonly se: number | undefined;
  /** n − 1, for Student's t. */
  readonly df: number | undefined;
  /** Two-sided, at the asked confidence. */
  readonly interval: readonly [number, number] | undefined;
  /** Variance of human − λ·judge on the labelled examples, n − 1 in the denominator. */
  readonly residualVariance: number | undefined;
  /** Variance of the judge's scores without labels, N − 1 in the denominator; undefined for fewer than two. */
  readonly judgeVariance: number | undefined;
  /** The humans alone. */
  readonly humanMean: number | undefined;
  readonly humanSe: number | undefined;
  /** How many labels alone would be as precise; undefined unless measured. */
  readonly effectiveSize: number | undefined;
}

/**
 * `θ̂ = λ f̄_U + mean(Y − λ f)`, `Var = λ² s²_{f,U} / N + s²_{Y−λf} / n`, t with n − 1 degrees of freedom. λ is estimated:
 * `clip(Cov(Y, f) / ((1 + n/N) Var(f)), 0, 1)`. At least 100 labels are needed for the error to be near its nominal value.
 *
 * @param sample     finite scores; the labelled examples a random subset
 * @param confidence two-sided, in (0, 1); 1 − 2α for one-sided bounds
 * @param lambda     fixes the judge's weight, in [0, 1]; estimated when absent
 * @throws  RangeError when human and judge differ in length or a score is not finite
 * @source  Angelopoulos et al. 2023 (Science), PPI++: arXiv 2311.01453. Reference values: JC-03, JC-04.
 */
export function ppi(sample: PpiSample, confidence: number, lambda?: number): Ppi {
  requireSample(sample);
  requireProbability(confidence, 'confidence');
  if (lambda !== undefined && !(lambda >= 0 && lambda <= 1)) throw new RangeError(`${lambda} is no weight`);
  const { human, judge, judgeUnlabelled } = sample;
  const n = human.length;
  const humans = sampleMoments(human);
  const unlabelled = sampleMoments(judgeUnlabelled);
  const canUseJudge = unlabelled.mean !== undefined && unlabelled.variance !== undefined;
  const weight = canUseJudge ? (lambda ?? bestWeight(sample)) : 0;
  const residual = sampleMoments(human.map((label, i) => label - weight * (judge[i] ?? 0)));
  const found = {
    n,
    lambda: weight,
    mean: residual.mean === undefined ? undefined : residual.mean + weight * (unlabelled.mean ?? 0),
    residualVariance: residual.variance,
    judgeVariance: unlabelled.variance,
    humanMean: humans.mean,
    humanSe: humans.variance === undefined ? undefined : Math.sqrt(humans.variance / n),
  };
  const unknown = { se: undefined, df: undefined, interval: undefined, effectiveSize: undefined };
  if (found.mean === undefined || residual.variance === undefined || humans.variance === undefined) {
    return { status: 'n<2', ...found, ...unknown };
  }
  const judgeNoise = weight === 0 ? 0 : (weight ** 2 * (unlabelled.variance ?? 0)) / judgeUnlabelled.length;
  const variance = judgeNoise + residual.variance / n;
  if (!(variance > 0)) return { status: 'no-variation', ...found, ...unknown };
  const se = Math.sqrt(variance);
  const reach = studentTQuantile((1 + confidence) / 2, n - 1) * se;
  return {
    status: 'measured',
    ...found,
    se,
    df: n - 1,
    interval: [found.mean - reach, found.mean + reach],
    effectiveSize: humans.variance / variance,
  };
}

/** The weight with the least variance; 0 when the judge says the same of every example. */
function bestWeight({ human, judge, judgeUnlabelled }: PpiSample): number {
  const n = human.length;
  if (n === 0) return 0;
  const spread = sampleMoments([...judge, ...judgeUnlabelled]).variance ?? 0;
  if (spread === 0) return 0;
  const humanMean = stableSum(human) / n;
  const judgeMean = stableSum(judge) / n;
  const together =
    stableSum(human.map((label, i) => (label - humanMean) * ((judge[i] ?? 0) - judgeMean))) / n;
  return Math.min(1, Math.max(0, together / ((1 + n / judgeUnlabelled.length) * spread)));
}

function requireSample({ human, judge, judgeUnlabelled }: PpiSample): void {
  if (human.length !== judge.length) {
    throw new RangeError(`${human.length} labels do not fit ${judge.length} scores of the judge`);
  }
  const wrong = [human, judge, judgeUnlabelled].flat().find((score) => !Number.isFinite(score));
  if (wrong !== undefined) throw new RangeError(`${wrong} is no score`);
}
