// What a precheck is told: the policy, how many examples, and what earlier runs taught about their spread. Not what it says.
import type { Scale } from '../../model/evaluation.ts';
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';

/** How much differences vary from example to example, learnt from stored scores by `spreadOf`. */
export interface Spread {
  readonly from: 'last run' | 'A/A';
  /** Standard deviation of one example's difference (of logarithms on ratio scales), > 0. */
  readonly sd: number;
  /** How much clusters inflate its variance, ≥ 1. */
  readonly designEffect: number;
  /** Mean level of the version in use, on the evaluator's scale; null when unknown. */
  readonly level: number | null;
}

export interface PrecheckInput {
  readonly policy: JudgementPolicy;
  /** Examples selected. */
  readonly examples: number;
  readonly epochs: number;
  readonly hasBaseline: boolean;
  /** How many clusters they come from; null when they are independent or clusters are not respected. */
  readonly clusters: number | null;
  /** Per slice of the policy, in its order: its examples. */
  readonly sliceSizes: readonly number[];
  /** By objective: its scale, and its spread where one was measured. */
  readonly measured: ReadonlyMap<
    string,
    {
      readonly scale: Scale;
      readonly direction: 'higher-is-better' | 'lower-is-better';
      readonly spread: Spread | null;
    }
  >;
  readonly estimate: {
    readonly calls: number;
    readonly costUsd: number | null;
    readonly seconds: number | null;
  };
}

export function lossOf({ largestLoss }: ObjectivePolicy, scale: Scale, margin: number): number {
  return scale === 'ratio' ? Math.max(1, 2 * margin) : largestLoss;
}

export function sourceOf(
  { measured }: PrecheckInput,
  { name }: ObjectivePolicy,
): { readonly direction: 'higher-is-better' | 'lower-is-better'; readonly spread: Spread | null } {
  return measured.get(name) ?? { direction: 'higher-is-better', spread: null };
}

export function scaleOf({ measured }: PrecheckInput, { name }: ObjectivePolicy): Scale {
  return measured.get(name)?.scale ?? 'score';
}
