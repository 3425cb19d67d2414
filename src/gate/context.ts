// What the rules of the gate are given from outside: what evaluation is given, what tracking needs, and the version of Assay.
import type { EvaluationContext } from '../evals/context.ts';
import type { TrackingContext } from '../tracking/context.ts';

export interface GateContext extends EvaluationContext, TrackingContext {
  /** Of Assay itself; kept with every gate run. */
  readonly version: string;
  /** Node, platform: kept with every gate run. */
  readonly environment: { readonly [name: string]: string };
}
