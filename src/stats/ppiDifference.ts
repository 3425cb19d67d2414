// Candidate against baseline by human labels on some examples and a judge on all: what decides a judge-scored dimension.
import { ppi } from './ppi.ts';
import type { Ppi } from './ppi.ts';
import { sampleMoments } from './sampleMoments.ts';
import { studentTCdf } from './studentT.ts';

export interface Arms {
  readonly candidate: number;
  readonly baseline: number;
}

/** An example of which humans scored both variants. */
export interface LabelledPair {
  readonly human: Arms;
  readonly judge: Arms;
}

export interface PpiDifference extends Ppi {
  /** mean(D − g): how much the judge misjudges the difference itself; undefined without labels. */
  readonly judgeBias: number | undefined;
  /** Two-sided p of "the judge errs alike on both variants"; undefined when no spread of D − g was seen. */
  readonly judgeBiasP: number | undefined;
}

/**
 * PPI++ on D = human(candidate) − human(baseline) with g = judge(candidate) − judge(baseline). Labels on one variant only do
 * not identify the difference, so a pair has all four scores.
 *
 * @param labelled   a random subset of the examples
 * @param unlabelled the judge's scores of the other examples
 * @param confidence two-sided, in (0, 1); 1 − 2α for one-sided bounds
 * @throws  RangeError when a score is not finite
 * @source  statistical design 3.2. Reference values: JC-04.
 */
export function ppiDifference(
  labelled: readonly LabelledPair[],
  unlabelled: readonly Arms[],
  confidence: number,
): PpiDifference {
  const human = labelled.map((pair) => gain(pair.human));
  const judge = labelled.map((pair) => gain(pair.judge));
  const found = ppi({ human, judge, judgeUnlabelled: unlabelled.map(gain) }, confidence);
  const bias = sampleMoments(human.map((difference, i) => difference - (judge[i] ?? 0)));
  return { ...found, judgeBias: bias.mean, judgeBiasP: twoSidedP(bias.n, bias.mean, bias.variance) };
}

function gain({ candidate, baseline }: Arms): number {
  return candidate - baseline;
}

function twoSidedP(n: number, mean: number | undefined, variance: number | undefined): number | undefined {
  if (mean === undefined || variance === undefined || variance === 0) return undefined;
  return Math.min(1, 2 * studentTCdf(-Math.abs(mean) / Math.sqrt(variance / n), n - 1));
}
