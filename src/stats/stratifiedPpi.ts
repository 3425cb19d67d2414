// PPI++ within strata, for labels that were drawn more densely where humans and judge disagree. One λ a stratum.
import { ppi } from './ppi.ts';
import type { Ppi, PpiSample } from './ppi.ts';
import { requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';
import { studentTQuantile } from './studentT.ts';

export interface Stratum extends PpiSample {
  readonly name: string;
}

export interface StratifiedPpi {
  /** `too-few-labels`: not even all strata together have ten. `no-variation`: no stratum shows any spread. */
  readonly status: 'measured' | 'too-few-labels' | 'no-variation';
  readonly mean: number | undefined;
  /** Standard error, positive; undefined unless measured. */
  readonly se: number | undefined;
  /** Satterthwaite's, may be fractional. */
  readonly df: number | undefined;
  /** Two-sided, at the asked confidence. */
  readonly interval: readonly [number, number] | undefined;
  /** What was estimated: names of the strata of each part (several where they were merged) and its share of the examples. */
  readonly parts: readonly {
    readonly names: readonly string[];
    readonly share: number;
    readonly estimate: Ppi;
  }[];
}

const fewestLabels = 10;

/**
 * `θ̂ = Σ W_s θ̂_s`, `Var = Σ W_s² Var_s`, with W_s the stratum's share of all examples, labelled or not. Strata with fewer
 * than ten labels are merged with one another, and with the next smallest until ten are reached;
 * the labels of what was merged then count as one random sample.
 *
 * @param strata     disjoint; labels random within each of them
 * @param confidence two-sided, in (0, 1)
 * @throws  RangeError as `ppi`, and for a stratum without examples
 * @source  Fisch et al. 2024 (stratified PPI, arXiv 2406.04291); degrees of freedom: Satterthwaite 1946
 */
export function stratifiedPpi(strata: readonly Stratum[], confidence: number): StratifiedPpi {
  requireProbability(confidence, 'confidence');
  const total = stableSum(strata.map(sizeOf));
  const parts = mergeSmall(strata).map(({ names, sample }) => ({
    names,
    share: sizeOf(sample) / total,
    estimate: ppi(sample, confidence),
  }));
  const unknown = { mean: undefined, se: undefined, df: undefined, interval: undefined, parts };
  if (parts.length === 0 || parts.some((part) => part.estimate.n < fewestLabels)) {
    return { status: 'too-few-labels', ...unknown };
  }
  const mean = stableSum(parts.map(({ share, estimate }) => share * (estimate.mean ?? 0)));
  const variances = parts.map(({ share, estimate }) => (share * (estimate.se ?? 0)) ** 2);
  const variance = stableSum(variances);
  if (!(variance > 0)) return { status: 'no-variation', ...unknown, mean };
  const df =
    variance ** 2 / stableSum(variances.map((part, i) => part ** 2 / ((parts[i]?.estimate.n ?? 2) - 1)));
  const se = Math.sqrt(variance);
  const reach = studentTQuantile((1 + confidence) / 2, df) * se;
  return { status: 'measured', mean, se, df, interval: [mean - reach, mean + reach], parts };
}

interface Merged {
  readonly names: readonly string[];
  readonly sample: PpiSample;
}

function mergeSmall(strata: readonly Stratum[]): readonly Merged[] {
  return joinSmallest(
    strata
      .map((stratum): Merged => ({ names: [stratum.name], sample: stratum }))
      .sort((a, b) => a.sample.human.length - b.sample.human.length),
  );
}

/** As long as the part in front is too small, it takes in the next smallest. */
function joinSmallest([front, next, ...others]: readonly Merged[]): readonly Merged[] {
  if (front === undefined) return [];
  if (next === undefined) return [front];
  const isLarge = front.sample.human.length >= fewestLabels && next.sample.human.length >= fewestLabels;
  return isLarge ? [front, next, ...others] : joinSmallest([join(front, next), ...others]);
}

function join(a: Merged, b: Merged): Merged {
  return {
    names: [...a.names, ...b.names],
    sample: {
      human: [...a.sample.human, ...b.sample.human],
      judge: [...a.sample.judge, ...b.sample.judge],
      judgeUnlabelled: [...a.sample.judgeUnlabelled, ...b.sample.judgeUnlabelled],
    },
  };
}

function sizeOf({ human, judgeUnlabelled }: PpiSample): number {
  const size = human.length + judgeUnlabelled.length;
  if (size === 0) throw new RangeError('a stratum without examples has no share');
  return size;
}
