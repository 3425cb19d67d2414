// What every report of a gate run is made from. Not how any of them looks.
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';

export interface GateReport {
  readonly run: GateRun;
  /** At least those that are to be shown of `run.judgement.flips`; a flip without its result is shown by its id alone. */
  readonly examples: readonly ExampleResult[];
  /** Where a person can open the run; null without a server. */
  readonly url: string | null;
  /** What the reader may do next. */
  readonly next: readonly { readonly command: string; readonly purpose: string }[];
}
