// Who watches a run and may end it. Not the run.
import type { Evaluation } from './evaluation.ts';

export interface EvaluationProgress {
  /** Calls concluded, kept and scored. */
  readonly done: number;
  readonly total: number;
  readonly cached: number;
  readonly errors: number;
  readonly retries: number;
  readonly throttled: number;
  /** So far, of this run; null when nothing reported a cost. */
  readonly costUsd: number | null;
  readonly tokens: number | null;
  /** Calls per second lately, cached ones left out; null before there is one. */
  readonly perSecond: number | null;
  /** Milliseconds to the end at this rate; null when there is none. */
  readonly etaMs: number | null;
  readonly inFlight: number;
  /** Calls allowed at once as things stand, over all endpoints. */
  readonly concurrency: number;
  readonly elapsedMs: number;
}

/** What is known at a look: the first `examples` are concluded in all arms and epochs. */
export interface EvaluationLook {
  /** From 1. */
  readonly look: number;
  readonly looks: number;
  readonly examples: number;
  /** As it stands; it goes on changing beyond `examples`. */
  readonly evaluation: Evaluation;
}

export interface EvaluationObserver {
  /** At most ten times a second, and once at the end. */
  readonly onProgress?: (progress: EvaluationProgress) => void;
  /** An example is concluded and scored in all arms and epochs; `index` into the plan. Once for each, in any order. */
  readonly onExample?: (index: number, evaluation: Evaluation) => void;
  /** Every look but the last, in order. Meanwhile the next examples are being asked; a slow answer holds the run up. */
  readonly onLook?: (look: EvaluationLook) => 'continue' | 'stop' | Promise<'continue' | 'stop'>;
}
