// From values per epoch to one number per example and arm, and what became of those that are missing. No test happens here.
import { absence, type ArmScores, type ObjectiveScores } from '../../model/scoreTable.ts';
import type { AlignedArms } from './alignedArms.ts';
import { worstRatio } from './worstRatio.ts';

export interface Alignment {
  readonly objective: ObjectiveScores;
  readonly epochs: number;
  /** The examples the objective has something to say about: all but those that no arm was asked for. */
  readonly applies: Uint8Array;
  readonly n: number;
  /** Only what was scored. */
  readonly complete: AlignedArms;
  /** The same with the worst value wherever the candidate has none; the same object when it lacks none. */
  readonly pessimistic: AlignedArms;
  /** Per example: what is missing, bits of `lack`. */
  readonly lacks: Uint8Array;
  /** Share of epochs of examples, of those that apply, in which a result of either arm is missing. */
  readonly missingShare: number;
  /** Values of zero on a ratio scale: no ratio can be taken of them, so they count as missing. */
  readonly zeros: number;
}

/** What an example lacks in some epoch: an answer of an arm, or the evaluator's word on an answer. */
export const lack = { candidate: 1, baseline: 2, unscored: 4 } as const;

/** @param objective of a canonical table */
export function alignArms(objective: ObjectiveScores, epochs: number): Alignment {
  const n = objective.candidate.values.length / epochs;
  const applies = applicable(objective, n, epochs);
  const lacks = new Uint8Array(n);
  const counted = countLacks(objective, n, epochs, applies, lacks);
  const middle = objective.scale === 'ratio' ? median : mean;
  const reduce = (arm: ArmScores): Float64Array => perExample(arm, objective, n, epochs, applies, middle);
  const complete: AlignedArms = {
    candidate: reduce(objective.candidate),
    baseline: objective.baseline === null ? null : reduce(objective.baseline),
  };
  return {
    objective,
    epochs,
    applies,
    n: applies.reduce((sum, one) => sum + one, 0),
    complete,
    pessimistic: counted.candidateCells === 0 ? complete : withWorst(objective, complete, epochs, applies),
    lacks,
    missingShare: counted.cells === 0 ? 0 : counted.missing / counted.cells,
    zeros: counted.zeros,
  };
}

/** An example is not asked when neither arm could be scored and no arm failed: then nobody is to blame for it. */
function applicable({ candidate, baseline }: ObjectiveScores, n: number, epochs: number): Uint8Array {
  const applies = new Uint8Array(n);
  const isAsked = (arm: ArmScores, at: number): boolean => arm.absences?.[at] !== absence.notApplicable;
  for (let i = 0; i < n; i++) {
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      if (isAsked(candidate, at) || (baseline !== null && isAsked(baseline, at))) applies[i] = 1;
    }
  }
  return applies;
}

function countLacks(
  objective: ObjectiveScores,
  n: number,
  epochs: number,
  applies: Uint8Array,
  lacks: Uint8Array,
): { cells: number; missing: number; candidateCells: number; zeros: number } {
  const count = { cells: 0, missing: 0, candidateCells: 0, zeros: 0 };
  for (let i = 0; i < n; i++) {
    if (applies[i] === 0) continue;
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      const ofCandidate = lackAt(objective, objective.candidate, at, lack.candidate);
      const ofBaseline =
        objective.baseline === null ? 0 : lackAt(objective, objective.baseline, at, lack.baseline);
      count.cells++;
      if (ofCandidate !== 0) count.candidateCells++;
      if ((ofCandidate | ofBaseline) !== 0) count.missing++;
      if (isZeroRatio(objective, objective.candidate.values[at])) count.zeros++;
      if (isZeroRatio(objective, objective.baseline?.values[at])) count.zeros++;
      lacks[i] = (lacks[i] ?? 0) | ofCandidate | ofBaseline;
    }
  }
  return count;
}

function lackAt(objective: ObjectiveScores, arm: ArmScores, at: number, ofTarget: number): number {
  const value = arm.values[at] ?? Number.NaN;
  if (Number.isNaN(value)) {
    return arm.absences === null || arm.absences[at] === absence.target ? ofTarget : lack.unscored;
  }
  return isZeroRatio(objective, value) ? lack.unscored : 0;
}

function isZeroRatio({ scale }: ObjectiveScores, value: number | undefined): boolean {
  return scale === 'ratio' && value === 0;
}

function perExample(
  { values }: ArmScores,
  objective: ObjectiveScores,
  n: number,
  epochs: number,
  applies: Uint8Array,
  middle: (present: readonly number[]) => number,
): Float64Array {
  const result = new Float64Array(n).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    if (applies[i] === 0) continue;
    if (epochs === 1) {
      const value = values[i] ?? Number.NaN;
      if (!isZeroRatio(objective, value)) result[i] = value;
      continue;
    }
    const present: number[] = [];
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      const value = values[at] ?? Number.NaN;
      if (!Number.isNaN(value) && !isZeroRatio(objective, value)) present.push(value);
    }
    if (present.length > 0) result[i] = middle(present);
  }
  return result;
}

/** Every epoch without a score of the candidate gets the worst value there is. */
function withWorst(
  objective: ObjectiveScores,
  complete: AlignedArms,
  epochs: number,
  applies: Uint8Array,
): AlignedArms {
  if (objective.scale === 'ratio') return worstRatio(objective, complete, epochs, applies);
  const { values } = objective.candidate;
  const worst = worstValue(objective);
  const candidate = Float64Array.from(complete.candidate);
  for (let i = 0; i < candidate.length; i++) {
    if (applies[i] === 0) continue;
    const filled: number[] = [];
    let isLacking = false;
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      const value = values[at] ?? Number.NaN;
      if (Number.isNaN(value)) isLacking = true;
      filled.push(Number.isNaN(value) ? worst : value);
    }
    if (isLacking) candidate[i] = mean(filled);
  }
  return { candidate, baseline: complete.baseline };
}

/** The end of the range that is worst, for scales that have one. */
export function worstValue({ scale, direction, range }: ObjectiveScores): number {
  const [least, most] = scale === 'binary' ? [0, 1] : [range[0] ?? 0, range[1] ?? 1];
  return direction === 'higher-is-better' ? least : most;
}

function mean(present: readonly number[]): number {
  let sum = 0;
  for (const value of present) sum += value;
  return sum / present.length;
}

function median(present: readonly number[]): number {
  const sorted = [...present].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
