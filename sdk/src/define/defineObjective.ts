// One demand on the component: which evaluator scores it, and what its scores must show. Not how that is decided.
import type { WireJsonObject } from '../wireJson.ts';
import type { EvaluatorDefinition } from './defineEvaluator.ts';

export interface ObjectiveDefinition {
  /** The name of an evaluator, or one that this module exports; the name of the objective when absent. */
  readonly use?: string | EvaluatorDefinition | undefined;
  /** Options of the evaluator; your own finds them in its second argument. */
  readonly options?: WireJsonObject | undefined;
  /** How reports call it. */
  readonly title?: string | undefined;
  /** `critical` and `required` (when absent) decide; `supporting` warns; `advisory` is shown. */
  readonly criticality?: 'critical' | 'required' | 'supporting' | 'advisory' | undefined;
  /** The candidate must reach at least this; at most this where lower is better. */
  readonly floor?: number | undefined;
  /** Largest tolerated loss against the baseline: in points of the score, or as growth for amounts. `none`: no comparison. */
  readonly margin?: number | 'none' | undefined;
  /** The candidate must be better by more than this. */
  readonly mustImproveBy?: number | undefined;
  /** A quantile that may not exceed a limit; for latency, cost and counts. */
  readonly ceiling?: { readonly quantile: number; readonly limit: number } | undefined;
  /** Largest share of examples that may score the worst value. */
  readonly mostCatastrophic?: number | undefined;
  /** Largest loss that one example can suffer; 1 when absent. */
  readonly largestLoss?: number | undefined;
  /** Decides on this aggregate over labels instead of the mean score. */
  readonly aggregate?: 'precision' | 'recall' | 'f1' | 'macro-f1' | 'mcc' | undefined;
  /** A significant drop (when absent), only one beyond the margin, or the point estimate (not statistically supported). */
  readonly failOn?: 'significant' | 'beyond-margin' | 'point' | undefined;
}

/**
 * An objective, to be shared between evaluations; in one evaluation it may as well be written in place.
 *
 * @returns the definition itself
 */
export function defineObjective(objective: ObjectiveDefinition): ObjectiveDefinition {
  return objective;
}
