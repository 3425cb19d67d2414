// What is asked of a gate run, and what was made ready for it before anything is spent. Not how it is carried out.
import type { Evaluator } from '../../evals/evaluator.ts';
import type { Target } from '../../evals/target.ts';
import type { ComponentVersion } from '../../model/component.ts';
import type { ResolvedDataset } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import type { JudgementPolicy, Tier } from '../../model/gatePolicy.ts';
import type { GateRunOrigin, LedgerNote, Precheck, WaiverUse } from '../../model/gateRun.ts';
import type { BlockedReason } from '../../model/scoreTable.ts';
import type { HumanReview } from '../humanReview.ts';
import type { GateFile } from '../policy/gateFile.ts';
import type { ObjectiveLabels } from './humanLabels.ts';

export interface GateRequest {
  readonly file: GateFile;
  readonly tier: Tier;
  readonly origin: GateRunOrigin;
  /** Goes on although the precheck refuses: the verdict will be INCONCLUSIVE at best, and says why. */
  readonly isForced: boolean;
  /** Whether answers and scores that were kept are used; without, everything is asked anew. */
  readonly usesCache: boolean;
}

export interface PreparedArm {
  readonly version: ComponentVersion;
  readonly target: Target;
}

export interface PreparedGate {
  readonly request: GateRequest;
  readonly dataset: ResolvedDataset;
  /** In the seeded order, in which looks are taken. */
  readonly examples: readonly Example[];
  readonly policy: JudgementPolicy;
  readonly epochs: number;
  readonly candidate: PreparedArm;
  readonly baseline: PreparedArm | null;
  readonly evaluators: ReadonlyMap<string, Evaluator>;
  readonly blocked: { readonly [objective: string]: readonly BlockedReason[] };
  /** What people said of outputs, for the correction of judges. */
  readonly humanLabels: readonly ObjectiveLabels[];
  readonly waivers: readonly WaiverUse[];
  readonly ledger: LedgerNote;
  readonly humanReview: HumanReview;
  readonly precheck: Precheck;
  /** What a person should know before it starts. */
  readonly warnings: readonly string[];
  /** Lets go of targets and evaluators. */
  close(): Promise<void>;
}
