// How far two runs of the very same version lie apart, per objective, and whether the gate's tolerance is wide enough for it.
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import { clopperPearsonUpper } from '../../stats/clopperPearson.ts';
import { discordantCounts } from '../../stats/raoScottTango.ts';
import { sampleMoments } from '../../stats/sampleMoments.ts';
import { tostPaired, tostTango } from '../../stats/tost.ts';

export interface RerunNoise {
  readonly objective: string;
  /** Examples with a score in both halves. */
  readonly n: number;
  /** Epochs averaged in each half. */
  readonly epochs: number;
  /** Standard error of the difference of two such runs, in points, or in logarithms for ratios; null for fewer than two. */
  readonly se: number | null;
  /** Differences of means below this, 1.96 · se, cannot be told from running again. */
  readonly leastDifference: number | null;
  /** Share of examples whose score differs between the halves, and its upper bound; null on ratio scales, where all differ. */
  readonly flipRate: number | null;
  readonly flipRateUpper: number | null;
  readonly margin: number;
  /** The tolerance is at least 2.5 · se: 80 % power even if examples added no variance. */
  readonly isMarginWide: boolean;
  /** Shown to differ by less than half the tolerance. */
  readonly isEquivalent: boolean;
  /** Equivalent, and at most a tenth of the examples flips. */
  readonly isConsistent: boolean;
}

const rounding = 1e-9;
const mostFlipping = 0.1;

/** From the first half of the epochs against the second. @param table canonical, with at least two epochs */
export function rerunNoise(table: ScoreTable, policy: JudgementPolicy): RerunNoise[] {
  return policy.objectives.flatMap(({ name, margin }) => {
    const scores = table.objectives.find(({ objective }) => objective === name);
    if (scores === undefined || margin === null) return [];
    const isRatio = scores.scale === 'ratio';
    const half = Math.floor(table.epochs / 2);
    const differences = differencesOf(scores.candidate.values, table.epochs, half, isRatio);
    const n = differences.length;
    const { variance } = sampleMoments(differences);
    const se = variance === undefined ? null : Math.sqrt(variance / n);
    const tolerated = isRatio ? Math.log1p(margin) : margin;
    const { alpha } = policy.statistics;
    const isBinary = scores.scale === 'binary' && half === 1;
    const tost =
      isBinary && tolerated < 2
        ? tostTango(discordantCounts(differences), tolerated / 2, alpha)
        : tostPaired(differences, tolerated / 2, alpha);
    const flips = differences.filter((difference) => Math.abs(difference) > rounding).length;
    const flipRateUpper = isRatio ? null : (clopperPearsonUpper(flips, n, alpha) ?? null);
    return [
      {
        objective: name,
        n,
        epochs: half,
        se,
        leastDifference: se === null ? null : 1.96 * se,
        flipRate: isRatio || n === 0 ? null : flips / n,
        flipRateUpper,
        margin,
        isMarginWide: se !== null && tolerated >= 2.5 * se,
        isEquivalent: tost.isEquivalent,
        isConsistent: tost.isEquivalent && (flipRateUpper === null || flipRateUpper <= mostFlipping),
      },
    ];
  });
}

function differencesOf(values: Float64Array, epochs: number, half: number, isRatio: boolean): number[] {
  const differences: number[] = [];
  for (let i = 0; i < values.length / epochs; i++) {
    const first = meanOf(values.subarray(i * epochs, i * epochs + half), isRatio);
    const second = meanOf(values.subarray(i * epochs + half, i * epochs + 2 * half), isRatio);
    if (!Number.isNaN(first) && !Number.isNaN(second)) differences.push(first - second);
  }
  return differences;
}

/** Of logarithms for ratios; NaN when nothing is there. */
function meanOf(values: Float64Array, isRatio: boolean): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value) || (isRatio && value === 0)) continue;
    sum += isRatio ? Math.log(value) : value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
