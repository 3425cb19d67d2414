// One objective with everything its checks need: its policy, its scores, how they are read. Carries no verdict.
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import type { Alignment } from './alignArms.ts';
import type { Levels } from './levels.ts';
import type { MissingView } from './selectPairs.ts';

export interface Subject {
  readonly objective: ObjectivePolicy;
  readonly alignment: Alignment;
  readonly table: ScoreTable;
  readonly policy: JudgementPolicy;
  readonly levels: Levels;
  readonly view: MissingView;
  /** Null when clusters are not respected. */
  readonly clusters: Int32Array | null;
}

/** 1 where larger is better, else −1. */
export function signOf({ alignment }: Subject): 1 | -1 {
  return alignment.objective.direction === 'higher-is-better' ? 1 : -1;
}

/** The width of the scale of pass or fail and of scores. */
export function widthOf({ alignment }: Subject): number {
  const { scale, range } = alignment.objective;
  return scale === 'binary' ? 1 : (range[1] ?? 1) - (range[0] ?? 0);
}

/** A tolerance or a demanded gain in the unit of differences: logarithms for ratio scales. */
export function inDifferences({ alignment }: Subject, share: number): number {
  return alignment.objective.scale === 'ratio' ? Math.log1p(share) : share;
}

/** The other way: a difference of logarithms as the share by which a ratio exceeds 1. */
export function asShare({ alignment }: Subject, difference: number): number {
  return alignment.objective.scale === 'ratio' ? Math.expm1(difference) : difference;
}

/**
 * The most one example can lose, in the unit of differences. A ratio has no end: e-fold is assumed, and never less than twice the
 * tolerance, so that the guard asks for at least five examples; rarer and larger ones are the business of a ceiling.
 */
export function largestLossOf(subject: Subject, margin: number): number {
  if (subject.alignment.objective.scale === 'ratio') return Math.max(1, 2 * margin);
  return subject.objective.largestLoss * widthOf(subject);
}

/** The most one example can gain, likewise. */
export function largestGainOf(subject: Subject): number {
  return subject.alignment.objective.scale === 'ratio' ? 1 : widthOf(subject);
}
