// An evaluation as a module says it: what assay.yaml says, typed, with functions in place of their names. Not how it is carried out.
import type { ArmDefinition } from './armDefinition.ts';
import type { EvaluatorDefinition } from './defineEvaluator.ts';
import type { ObjectiveDefinition } from './defineObjective.ts';
import type {
  BudgetDefinition,
  DatasetDefinition,
  HumanDefinition,
  RunnerDefinition,
  SliceDefinition,
  StatisticsDefinition,
  TierDefinition,
} from './policyDefinition.ts';

export type ComponentKind = 'prompt' | 'model' | 'rag-configuration' | 'tool-policy' | 'agent';

/** @typeParam Objectives the names of the objectives */
export interface EvalDefinition<Objectives extends string = string> {
  /** What is evaluated; a `prompt` when only its name is given. */
  readonly component: string | { readonly name: string; readonly kind?: ComponentKind | undefined };
  readonly dataset: DatasetDefinition;
  /** The version that asks to be let through. */
  readonly candidate: ArmDefinition;
  /** The version that it is compared with; only floors are checked without one. */
  readonly baseline?: ArmDefinition | undefined;
  /** By name: an objective, or just its evaluator (its name, or one that this module exports). */
  readonly objectives: {
    readonly [name in Objectives]: string | EvaluatorDefinition | ObjectiveDefinition;
  };
  /** Cohorts that are looked at one by one. */
  readonly slices?: readonly SliceDefinition[] | undefined;
  /** What each stage takes of the dataset and changes. */
  readonly tiers?:
    | {
        readonly [tier in 'pr' | 'merge' | 'canary' | 'production']?:
          TierDefinition<NoInfer<Objectives>> | undefined;
      }
    | undefined;
  /** How often each example is asked; 1 when absent. */
  readonly epochs?: number | undefined;
  /** Names the order of the examples and the seeds of the targets. */
  readonly seed?: string | undefined;
  readonly statistics?: StatisticsDefinition | undefined;
  readonly budget?: BudgetDefinition | undefined;
  readonly runner?: RunnerDefinition | undefined;
  readonly human?: HumanDefinition | undefined;
}

/**
 * An evaluation, for the default export of a `*.eval.ts` file: `assay gate my.eval.ts` runs it. Paths in it are meant from the file's
 * folder. Functions and evaluators that it names must be exports of the same file, because they are loaded where they run.
 *
 * @returns the definition itself
 */
export function defineEval<const Objectives extends string>(
  evaluation: EvalDefinition<Objectives>,
): EvalDefinition<Objectives> {
  return evaluation;
}
