// The scores of a gate run as numbers, ready to be judged: what a verdict is computed from, and nothing else.

/**
 * Why a value is absent. A target that failed is told apart from an evaluator that could not score its answer, and both from an
 * evaluator that has nothing to say about the example (it expects nothing of the kind).
 */
export const absence = { none: 0, target: 1, evaluator: 2, notApplicable: 3 } as const;

/** Scores of one objective in one arm: `values[example * epochs + epoch]`; NaN where there is none. Lengths: examples × epochs. */
export interface ArmScores {
  readonly values: Float64Array;
  /**
   * Why there is no value, one of `absence` per value, parallel to `values`. Null: every NaN is an answer that never came, the
   * reading that excuses nothing.
   */
  readonly absences: Uint8Array | null;
  /** Label of the answer per example (first epoch) for aggregates; null where there is none. Omitted for others: null. */
  readonly labels: readonly (string | null)[] | null;
}

export interface ObjectiveScores {
  /** Name of the objective in the policy. */
  readonly objective: string;
  readonly scale: 'binary' | 'score' | 'ratio';
  readonly direction: 'higher-is-better' | 'lower-is-better';
  /** On the evaluator's own scale and direction; oriented by the judgement, never here. */
  readonly range: readonly [number | null, number | null];
  readonly isDeterministic: boolean;
  readonly candidate: ArmScores;
  /** Null when the objective is only held to a floor, or there is no baseline. */
  readonly baseline: ArmScores | null;
  /** Expected label per example, for aggregates. */
  readonly expectedLabels: readonly (string | null)[] | null;
  /** The label that precision, recall and F1 are about; null: the mean over all expected labels. */
  readonly positiveLabel: string | null;
  /** Why this objective cannot PASS whatever the scores say (`judge-uncalibrated`, `scorer-version-differs`); empty usually. */
  readonly blocked: readonly BlockedReason[];
  /**
   * Scores by humans of both arms' answers, for the correction of a judge: per example of a random subset, on the evaluator's scale; NaN
   * where not labelled. Null for others.
   */
  readonly human: { readonly candidate: Float64Array; readonly baseline: Float64Array } | null;
}

export interface BlockedReason {
  readonly code: string;
  readonly message: string;
}

export interface ScoreTable {
  /** In the order of example ids; every array of the table follows it. */
  readonly exampleIds: readonly string[];
  readonly epochs: number;
  /** Cluster number per example, from 0 in order of first appearance; null when examples are independent. */
  readonly clusters: Int32Array | null;
  /** Every answer of the candidate is the same, byte for byte, as the baseline's to the same example and epoch, and none is missing. */
  readonly outputsAreIdentical: boolean;
  /** Per slice of the policy, in its order: the indices of its examples, ascending. */
  readonly slices: readonly Int32Array[];
  readonly objectives: readonly ObjectiveScores[];
}
