// What running an evaluation in a program comes to. Not how it is run or shown.
import type { ExampleResult, GateRun } from '../model/gateRun.ts';
import type { Judgement, Verdict } from '../model/judgement.ts';

export interface EvalRun {
  /** Null when there is none: the run was cancelled or could not be carried out; `gateRun.error` says why. */
  readonly verdict: Verdict | null;
  /** Per objective and slice: estimates, bounds, reasons, flipped examples. Null without a verdict. */
  readonly judgement: Judgement | null;
  /** The whole record, as it is stored. */
  readonly gateRun: GateRun;
  /** What was answered and scored, by example, in the order of example ids. */
  readonly results: readonly ExampleResult[];
  /** What a person should know about how it was prepared. */
  readonly warnings: readonly string[];
  /** Where a person can open it; null when no server keeps it. */
  readonly url: string | null;
  /** Whether `assay gate show` finds it afterwards. */
  readonly isKept: boolean;
}
