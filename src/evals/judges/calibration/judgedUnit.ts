// One output with what people and the judge said of it: what a judge is measured by.
import type { OrderedPair } from '../bias/positionBias.ts';

export type Arm = 'candidate' | 'baseline';

export interface JudgedUnit {
  /** Outputs of one example are not independent of each other. */
  readonly exampleId: string;
  readonly outputHash: string;
  readonly opponentHash: string | null;
  readonly arms: readonly Arm[];
  /** On the judge's scale, in [0, 1]; empty for outputs without a label. */
  readonly ratings: readonly { readonly rater: string; readonly value: number }[];
  /** What the raters come to; undefined without a label or when they are divided. */
  readonly human: number | undefined;
  /** The judge's score; undefined when it gave none. */
  readonly judge: number | undefined;
  /** `unscored`: it was not asked, because the example or the output lacks something. */
  readonly outcome: 'scored' | 'unparseable' | 'failed' | 'unscored';
  /** Why there is no score; null when there is one. */
  readonly problem: string | null;
  /** Binary logarithm of the length of the output, or of the ratio of the lengths of two. */
  readonly doublings: number;
  readonly pair: OrderedPair | undefined;
}

/** A unit that counts: people agree on it, and the judge scored it. */
export interface MeasuredUnit extends JudgedUnit {
  readonly human: number;
  readonly judge: number;
}

export function isMeasured(unit: JudgedUnit): unit is MeasuredUnit {
  return unit.human !== undefined && unit.judge !== undefined;
}

/**
 * What several people come to: the value most of them gave, when more than half gave it. Two who disagree are not averaged: a third has
 * to decide. On a scale without categories it is the median.
 *
 * @param values at least one
 * @returns undefined when they are divided
 */
export function consensus(values: readonly number[], isContinuous: boolean): number | undefined {
  if (isContinuous) {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = sorted.length / 2;
    const upper = sorted[Math.floor(middle)];
    const lower = sorted[Math.ceil(middle) - 1];
    return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
  }
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (count > values.length / 2) return value;
  return undefined;
}
