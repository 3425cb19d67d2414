// The scores of a gate run as numbers, ready to be judged: what a verdict is computed from, and nothing else.

/** Scores of one objective in one arm: `values[example * epochs + epoch]`; NaN where there is none. Lengths: examples × epochs. */
export interface ArmScores {
  readonly values: Float64Array;
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
  /** Why this objective cannot PASS whatever the scores say (`judge-uncalibrated`, `scorer-version-differs`); empty usually. */
  readonly blocked: readonly BlockedReason[];
  /** Human labels for bias correction of a judge, on a random subset: per example, NaN where not labelled. Null for others. */
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
  /** Per slice of the policy, in its order: the indices of its examples, ascending. */
  readonly slices: readonly Int32Array[];
  readonly objectives: readonly ObjectiveScores[];
}
