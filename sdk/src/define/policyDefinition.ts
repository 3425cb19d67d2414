// How an evaluation is cut into slices and tiers, and how certain its verdict is: the same keys as in assay.yaml. Not what they mean.

export type DatasetDefinition =
  /** A file, or the name of a dataset in the store; `@` and a label or version id pins it. */
  | string
  /** `version`: a label, or the beginning of a version id. */
  | { readonly source: string; readonly version?: string | undefined };

type MetadataValue = string | number | boolean;

export type SliceDefinition =
  /** A slice that the dataset defines, or a metadata key of which every value is a slice. */
  | string
  /** A metadata key: each of its values is a slice, and those in `critical` decide. */
  | { readonly key: string; readonly critical?: readonly MetadataValue[] | undefined }
  | {
      /** A slice that the dataset defines, or a new one with `tags` or `metadata`. */
      readonly name: string;
      /** Examples that have all of these. */
      readonly tags?: readonly string[] | undefined;
      /** A list means any of its values. */
      readonly metadata?: Readonly<Record<string, MetadataValue | readonly MetadataValue[]>> | undefined;
      /** A significant regression here fails the gate. */
      readonly critical?: boolean | undefined;
    };

export interface StatisticsDefinition {
  /** One-sided error of a PASS claim. */
  readonly alpha?: number | undefined;
  /** The same for critical objectives. */
  readonly criticalAlpha?: number | undefined;
  /** Family-wise error of FAIL. */
  readonly failAlpha?: number | undefined;
  /** False discovery rate of warnings about slices. */
  readonly sliceFdr?: number | undefined;
  /** About examples like these, or about these only (needs two epochs). */
  readonly target?: 'super-population' | 'fixed-dataset' | undefined;
  /** A missing result of the candidate counts as the worst value, or its pair is left out. */
  readonly missing?: 'failure' | 'complete-cases' | undefined;
  /** More missing pairs than this share are INCONCLUSIVE. */
  readonly mostMissing?: number | undefined;
  /** Stop early: `true` for five looks, or their number. */
  readonly sequential?: boolean | number | undefined;
  /** Whether examples of one cluster count as dependent. */
  readonly clustered?: boolean | undefined;
  /** Example by example, or as two samples. */
  readonly pairing?: 'auto' | 'independent' | undefined;
}

/** @typeParam Objectives the names of the objectives */
export interface TierDefinition<Objectives extends string = string> {
  /** Only examples of this slice. */
  readonly slice?: string | undefined;
  /** At most this many examples. */
  readonly limit?: number | undefined;
  readonly splits?: readonly string[] | undefined;
  /** `deterministic` leaves judges and whatever calls a model out. */
  readonly objectives?: 'all' | 'deterministic' | readonly Objectives[] | undefined;
  readonly epochs?: number | undefined;
  readonly dataset?: DatasetDefinition | undefined;
  /** What differs from the definition's own `statistics`. */
  readonly statistics?: StatisticsDefinition | undefined;
  /** `all-pass`: every deciding check must hold on every example; no statistics are claimed. */
  readonly decide?: 'statistics' | 'all-pass' | undefined;
}

/** The run stops cleanly when one is spent. */
export interface BudgetDefinition {
  /** US dollars. */
  readonly cost?: number | undefined;
  readonly tokens?: number | undefined;
  readonly minutes?: number | undefined;
}

type Duration = `${number}${'ms' | 's' | 'm' | 'h'}`;

/** How targets are called. */
export interface RunnerDefinition {
  /** Calls at once to begin with; the runner adapts it. */
  readonly concurrency?: number | undefined;
  readonly mostConcurrency?: number | undefined;
  /** Longest time of one attempt. */
  readonly timeout?: Duration | undefined;
  /** Per call, the first included. */
  readonly attempts?: number | undefined;
  /** No attempt begins later than this after the first. */
  readonly deadline?: Duration | undefined;
  /** Larger answers are an error of their example. */
  readonly mostOutput?: `${number}${'kB' | 'MB'}` | undefined;
}

/** When people must have looked too. */
export interface HumanDefinition {
  readonly requiredWhen?: readonly ('always' | 'major-version' | 'high-risk')[] | undefined;
  readonly risk?: 'low' | 'high' | undefined;
}
