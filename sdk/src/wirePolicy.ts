// The wire types of what a gate demands, as it was judged. The only copy; the rules of the JSON are told in wire.ts.
import type { WireJsonObject } from './wireJson.ts';

/** A named cohort: an example belongs when it has all the tags and matches every metadata key. */
export interface WireSliceDefinition {
  readonly name: string;
  readonly tags: readonly string[];
  readonly metadata: { readonly [key: string]: readonly (string | number | boolean)[] };
}

/** `critical` and `required` decide; `supporting` warns; `advisory` is shown. */
export type WireCriticality = 'critical' | 'required' | 'supporting' | 'advisory';

export type WireTier = 'pr' | 'merge' | 'canary' | 'production';

/** Which evaluator scores an objective, and how it is set up. */
export interface WireEvaluatorReference {
  /** A name in the list, `judge`, `module` or `command`. */
  readonly use: string;
  readonly options: WireJsonObject;
}

/** An aggregate over labels that is no mean of per-example scores: decided by a bootstrap. */
export type WireAggregateMetric = 'precision' | 'recall' | 'f1' | 'macro-f1' | 'mcc';

export interface WireObjectivePolicy {
  readonly name: string;
  readonly title: string | null;
  readonly evaluator: WireEvaluatorReference;
  readonly criticality: WireCriticality;
  /** Absolute demand on the candidate, on the evaluator's scale: at least this, or at most where lower is better. */
  readonly floor: number | null;
  /**
   * Largest tolerated loss against the baseline, > 0: in points of the score, or for `ratio` scales the tolerated growth (0.1 is a ratio
   * of 1.1). Null: no comparison with the baseline.
   */
  readonly margin: number | null;
  /** The candidate must be better by more than this, ≥ 0; null when it need not be. */
  readonly mustImproveBy: number | null;
  /** A quantile of a `ratio` scale may not exceed `limit`, in the evaluator's unit. */
  readonly ceiling: { readonly quantile: number; readonly limit: number } | null;
  /** Share of examples that may score the worst value, shown by an upper bound; null when not asked. */
  readonly mostCatastrophic: number | null;
  /** Largest loss one example can suffer, in (0, 1]; 1 unless the scorer cannot collapse. */
  readonly largestLoss: number;
  readonly aggregate: WireAggregateMetric | null;
  /** `significant` drop (default), only `beyond-margin`, or the `point` estimate (not statistically supported). */
  readonly failOn: 'significant' | 'beyond-margin' | 'point';
}

export interface WireSlicePolicy {
  readonly definition: WireSliceDefinition;
  /** A significant regression here fails the gate; otherwise it warns. */
  readonly isCritical: boolean;
  /** The metadata key whose values made this slice; null for a slice that was named. */
  readonly by: string | null;
}

export interface WireStatisticsPolicy {
  /** One-sided, per PASS claim. */
  readonly alpha: number;
  /** One-sided, for critical objectives. */
  readonly criticalAlpha: number;
  /** Family-wise error of FAIL. */
  readonly failAlpha: number;
  /** False discovery rate of slice warnings. */
  readonly sliceFdr: number;
  readonly target: 'super-population' | 'fixed-dataset';
  /** How a missing candidate result counts: as the worst value, or the pair is left out and both are reported. */
  readonly missing: 'failure' | 'complete-cases';
  /** More missing pairs than this share: INCONCLUSIVE. */
  readonly mostMissing: number;
  /** Looks of a group-sequential design; 1 for a fixed sample. */
  readonly looks: number;
  /** Whether the `cluster` of examples is respected. */
  readonly isClustered: boolean;
  readonly pairing: 'auto' | 'independent';
}

/** Everything `judgeScores` needs from the policy, for one tier. */
export interface WireJudgementPolicy {
  readonly objectives: readonly WireObjectivePolicy[];
  readonly slices: readonly WireSlicePolicy[];
  readonly statistics: WireStatisticsPolicy;
  readonly tier: WireTier;
  /** `all-pass`: every example must meet the demand of every deciding objective; claims no statistics. For fast tiers. */
  readonly decide: 'statistics' | 'all-pass';
  /** Objectives (and slices) whose checks are shown but do not decide, because somebody answers for them. */
  readonly waived: readonly {
    readonly waiverId: string;
    readonly objective: string;
    /** Null: the objective on the whole set. */
    readonly slice: string | null;
  }[];
}
