// A difference on these very examples: the only uncertainty is running them again. It licenses "on this dataset", never more.
import { absence, type ArmScores } from '../../model/scoreTable.ts';
import { fixedDatasetSe } from '../../stats/epochVariance.ts';
import { tAbove, tBelow, tBounds } from '../../stats/pairedT.ts';
import { sampleMoments, stableSum } from '../../stats/sampleMoments.ts';
import { unseenShare } from '../../stats/smallestSample.ts';
import type { Alignment } from './alignArms.ts';
import { noEvidence, tooFew, type Evidence } from './evidence.ts';

export interface RerunSource {
  readonly alignment: Alignment;
  /** Per pair: its difference, oriented. */
  readonly differences: Float64Array;
  /** Per pair: the index of its example. */
  readonly examples: Int32Array;
  readonly alpha: number;
  /** The most one example can lose, in the unit of the differences. */
  readonly largestLoss: number;
  readonly outputsAreIdentical: boolean;
}

export function rerunEvidence(source: RerunSource): Evidence {
  const { differences, examples, alpha, alignment, largestLoss } = source;
  const n = differences.length;
  const estimate = sampleMoments(Array.from(differences)).mean ?? null;
  const known = { ...noEvidence, method: 'rerun-noise-t', n, effectiveN: n, estimate };
  if (n < 2) return { ...known, undecidable: [tooFew(n)] };
  if (source.outputsAreIdentical && alignment.objective.isDeterministic) {
    const flags = ['identical-on-this-dataset'];
    const certain = (holds: boolean) => ({ p: holds ? 0 : 1, lnP: holds ? -Number.MAX_VALUE : 0 });
    return {
      ...known,
      method: 'identical-outputs',
      flags,
      se: 0,
      lower: 0,
      upper: 0,
      above: (value) => certain(0 > value),
      below: (value) => certain(0 < value),
      isWithoutStatistic: true,
    };
  }
  const { objective, epochs } = alignment;
  const candidate = repeatsOf(objective.candidate, examples, epochs, objective.scale === 'ratio');
  const baseline =
    objective.baseline === null
      ? []
      : repeatsOf(objective.baseline, examples, epochs, objective.scale === 'ratio');
  const se = baseline.length === 0 ? undefined : fixedDatasetSe(candidate, baseline);
  if (se === undefined || estimate === null) {
    const message = 'Judging this dataset only needs at least two epochs of every example in both arms.';
    return { ...known, undecidable: [{ code: 'epochs-needed', message }] };
  }
  if (se === 0) {
    // No repeat differed: at most this share of repeats could have, with the confidence asked for.
    const unseen = unseenShare(n * epochs, alpha) * largestLoss;
    return {
      ...known,
      se,
      lower: estimate - unseen,
      upper: estimate + unseen,
      flags: ['zero-variance'],
      isWithoutStatistic: true,
      below: (value) => ({
        p: estimate + unseen < value ? alpha : 1,
        lnP: estimate + unseen < value ? Math.log(alpha) : 0,
      }),
    };
  }
  const evidence = { mean: estimate, se, df: noiseDf([...candidate, ...baseline]) };
  const bounds = tBounds(evidence, alpha);
  return {
    ...known,
    se,
    lower: bounds[0],
    upper: bounds[1],
    above: (value) => tAbove(evidence, value),
    below: (value) => tBelow(evidence, value),
    warnings: ['speaks of these examples only, not of others like them'],
  };
}

function repeatsOf(
  { values, absences }: ArmScores,
  examples: Int32Array,
  epochs: number,
  isRatio: boolean,
): number[][] {
  return Array.from(examples, (example) => {
    const repeats: number[] = [];
    for (let at = example * epochs; at < (example + 1) * epochs; at++) {
      const value = values[at] ?? Number.NaN;
      const isThere = absences === null || absences[at] === absence.none;
      if (isThere && !Number.isNaN(value) && !(isRatio && value === 0)) {
        repeats.push(isRatio ? Math.log(value) : value);
      }
    }
    return repeats;
  });
}

/** Satterthwaite: Σ(s²/K) over examples and arms, squared, ÷ Σ (s²/K)²/(K − 1). */
function noiseDf(repeats: readonly (readonly number[])[]): number {
  const noises: number[] = [];
  const weights: number[] = [];
  for (const each of repeats) {
    const { n, variance = 0 } = sampleMoments(each);
    if (n < 2) continue;
    noises.push(variance / n);
    weights.push((variance / n) ** 2 / (n - 1));
  }
  return stableSum(noises) ** 2 / stableSum(weights);
}
