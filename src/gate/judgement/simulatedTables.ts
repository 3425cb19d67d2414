// Score tables with a known truth, drawn at random from a seed: what error rates of the gate are measured on. Support of tests.
import type { ObjectiveScores, ScoreTable } from '../../model/scoreTable.ts';
import { normalCdf } from '../../stats/normal.ts';
import type { Xoshiro128 } from '../../stats/xoshiro128.ts';
import { objectiveScores, scoreTable, type TestScores } from './testTable.ts';

/** One pair (candidate, baseline) of one objective; examples of a cluster share `shift`, standard normal. */
export type DrawPair = (random: Xoshiro128, shift: number) => readonly [number, number];

export interface Dimension {
  readonly name: string;
  readonly scale: ObjectiveScores['scale'];
  readonly draw: DrawPair;
}

/** Pass or fail: the candidate alone passes with probability `gain`, the baseline alone with `loss`; a tenth fails both. */
export function binaryPair(gain: number, loss: number): DrawPair {
  return (random) => {
    const u = random.nextUniform();
    if (u < gain) return [1, 0];
    if (u < gain + loss) return [0, 1];
    return random.nextUniform() < 0.1 ? [0, 0] : [1, 1];
  };
}

/** Pass or fail with the same discordance and mean, but alike within a cluster: losses come by the whole conversation. */
export function clusteredBinaryPair(gain: number, loss: number): DrawPair {
  return (random, shift) => {
    // Half of the pairs follow their cluster, half themselves.
    const u = random.nextUniform() < 0.55 ? normalCdf(shift) : random.nextUniform();
    if (u < gain) return [1, 0];
    if (u > 1 - loss) return [0, 1];
    return [1, 1];
  };
}

/** Pass or fail with little noise, where now and then a whole cluster breaks. */
export function collapsingClusterPair(share: number): DrawPair {
  return (random, shift) => {
    const u = random.nextUniform();
    if (normalCdf(shift) < share) return [0, 1];
    return u < 0.02 ? [1, 0] : u < 0.04 ? [0, 1] : [1, 1];
  };
}

/** Scores that nearly always lose a little and now and then gain much: no change on average. */
export function luckyPair(share: number): DrawPair {
  return (random) => {
    const loss = (0.6 * share) / (1 - share);
    if (random.nextUniform() < share) return [1, 0.4];
    return [0.4 - loss * (0.9 + 0.2 * random.nextUniform()), 0.4];
  };
}

/** Scores that differ by normal noise, held within 0..1 by a baseline in the middle. */
export function normalPair(mean: number, sd: number): DrawPair {
  return (random) => {
    const difference = mean + sd * standardNormal(random);
    return [Math.min(1, Math.max(0, 0.5 + difference)), 0.5];
  };
}

/** Scores that are nearly always equal, and now and then collapse to nothing. */
export function collapsingPair(share: number): DrawPair {
  return (random) => {
    if (random.nextUniform() < share) return [0, 1];
    return [1 - 0.001 * random.nextUniform(), 1 - 0.0005];
  };
}

/** Seven of ten pairs equal, the others apart by a tenth to a half: mostly ties. */
export function tiedPair(mean: number): DrawPair {
  return (random) => {
    if (random.nextUniform() < 0.7) return [0.5, 0.5];
    const size = 0.1 + 0.4 * random.nextUniform();
    const isLoss = random.nextUniform() < 0.5 - mean / 0.18;
    return [isLoss ? 0.5 - size : 0.5 + size, 0.5];
  };
}

/** Latencies whose ratio is log-normal about `growth`. */
export function latencyPair(growth: number, sd: number): DrawPair {
  return (random) => {
    const base = 200 * Math.exp(0.5 * standardNormal(random));
    return [base * growth * Math.exp(sd * standardNormal(random)), base];
  };
}

export interface SimulatedTable {
  readonly n: number;
  readonly dimensions: readonly Dimension[];
  /** Examples of a cluster; 1 for independent ones. */
  readonly clusterSize?: number;
  /** Each slice is one of this many equal parts. */
  readonly slices?: number;
}

export function simulatedTable(plan: SimulatedTable, random: Xoshiro128): ScoreTable {
  const { n, dimensions, clusterSize = 1, slices = 0 } = plan;
  const clusters = Int32Array.from({ length: n }, (_, i) => Math.floor(i / clusterSize));
  const shifts = Array.from({ length: Math.ceil(n / clusterSize) }, () => standardNormal(random));
  const objectives = dimensions.map(({ name, scale, draw }) => {
    const pairs = Array.from({ length: n }, (_, i) => draw(random, shifts[clusters[i] ?? 0] ?? 0));
    const scores: TestScores = {
      candidate: pairs.map(([candidate]) => candidate),
      baseline: pairs.map(([, baseline]) => baseline),
    };
    return objectiveScores(scores, {
      objective: name,
      scale,
      direction: scale === 'ratio' ? 'lower-is-better' : 'higher-is-better',
      range: scale === 'ratio' ? [0, null] : [0, 1],
    });
  });
  return scoreTable(objectives, {
    clusters: clusterSize === 1 ? null : clusters,
    slices: Array.from({ length: slices }, (_, part) =>
      Int32Array.from({ length: n }, (__, i) => i).filter((i) => i % slices === part),
    ),
  });
}

/** Box and Muller's transformation of two uniform numbers. */
function standardNormal(random: Xoshiro128): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.nextUniform()));
  return radius * Math.cos(2 * Math.PI * random.nextUniform());
}
