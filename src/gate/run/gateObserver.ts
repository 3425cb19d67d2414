// Who watches a gate run. Not the run.
import type { EvaluationProgress } from '../../evals/runner/evaluationObserver.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { PreparedGate } from './gateRequest.ts';

/** How things stand while a run goes on. Looking is free because it never decides: only planned looks may stop a run. */
export interface GatePreview {
  /** The first so many examples of the order. */
  readonly examples: number;
  readonly of: number;
  readonly judgement: Judgement;
  /** A planned look of a group-sequential design; false for a mere glance. */
  readonly isPlannedLook: boolean;
}

export interface GateObserver {
  /** Before anything is asked; the run has begun in the store. */
  readonly onBegin?: (run: GateRun, gate: PreparedGate) => void;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  readonly onPreview?: (preview: GatePreview) => void;
}
