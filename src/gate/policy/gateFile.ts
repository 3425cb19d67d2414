// What a gate file says, read and completed, before datasets are looked up and targets are opened. Not the text, not the verdict.
import type { ComponentKind } from '../../model/component.ts';
import type { ObjectivePolicy, StatisticsPolicy, Tier } from '../../model/gatePolicy.ts';
import type { SliceDefinition } from '../../model/example.ts';
import type { Budget, RunnerSettings } from '../../evals/runner/runnerSettings.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';

/** One arm: which version, how it is reached, what it is made of. */
export interface ArmFile {
  /** Semantic name such as `1.1.0`; null when only the hash names it. */
  readonly label: string | null;
  /** A member of the list of targets and its options. */
  readonly target: { readonly use: string; readonly options: JsonObject };
  readonly manifest: {
    readonly prompt: Json | null;
    readonly model: JsonObject | null;
    readonly parameters: JsonObject;
    readonly tools: readonly Json[];
    readonly retrieval: JsonObject | null;
    /** Paths, relative to the gate file, whose content is part of the version. */
    readonly files: readonly string[];
  };
}

/** Which examples a tier takes and what it changes; null keeps what the file says at its top. */
export interface TierFile {
  readonly slice: string | null;
  readonly limit: number | null;
  readonly splits: readonly string[] | null;
  /** Names of objectives that take part; `deterministic` leaves judges out; null for all. */
  readonly objectives: readonly string[] | 'deterministic' | null;
  readonly epochs: number | null;
  readonly dataset: { readonly source: string; readonly version: string | null } | null;
  readonly statistics: Partial<StatisticsPolicy>;
  /** A note that no statistics are claimed: every deciding check must hold on every example (`all-pass`), for the `pr` tier. */
  readonly decide: 'statistics' | 'all-pass';
}

/** An objective before the size of the dataset is known. */
export interface ObjectiveFile extends Omit<ObjectivePolicy, 'margin'> {
  /** `default`: completed by `policyForTier`, which knows the number of examples. Null: no comparison with the baseline. */
  readonly margin: number | 'default' | null;
  /** What its evaluator measures; null for own code, which tells only once it is opened. */
  readonly facts: EvaluatorDeclaration | null;
}

export interface GateFile {
  readonly component: { readonly name: string; readonly kind: ComponentKind };
  /** A path, or the name of a dataset in the store; the version is a label or the beginning of a version id. */
  readonly dataset: { readonly source: string; readonly version: string | null };
  readonly candidate: ArmFile;
  readonly baseline: ArmFile | null;
  readonly objectives: readonly ObjectiveFile[];
  readonly slices: readonly (
    | { readonly kind: 'named'; readonly definition: SliceDefinition; readonly isCritical: boolean }
    /** A slice that the dataset itself defines. */
    | { readonly kind: 'of-dataset'; readonly name: string; readonly isCritical: boolean }
    /** A slice that the dataset defines, or else a metadata key of which every value is a slice. */
    | { readonly kind: 'by-name-or-key'; readonly name: string }
    /** Every value of a metadata key is a slice; those in `critical` decide. */
    | { readonly kind: 'by-key'; readonly key: string; readonly critical: readonly string[] }
  )[];
  readonly tiers: { readonly [tier in Tier]: TierFile };
  readonly epochs: number;
  /** Names the run's order of examples and seeds of its targets. */
  readonly seed: string;
  readonly statistics: StatisticsPolicy;
  readonly budget: Budget;
  readonly runner: RunnerSettings;
  readonly human: {
    readonly requiredWhen: readonly ('always' | 'major-version' | 'high-risk')[];
    readonly risk: 'low' | 'high';
  };
  /** The text as it was, where it was read from, and where in it things are said. */
  readonly source: {
    readonly path: string;
    readonly folder: string;
    readonly text: string;
    /** Lines, from 1, by JSON pointer such as `/objectives/answer/margin`. */
    readonly lines: ReadonlyMap<string, number>;
  };
}
