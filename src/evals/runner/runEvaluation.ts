// Asks the arms of a plan and has the answers scored: interleaved, within limits, from what was kept, until done or told to stop.
import type { EvaluationContext } from '../context.ts';
import type { Evaluation } from './evaluation.ts';
import type { EvaluationObserver } from './evaluationObserver.ts';
import type { EvaluationPlan } from './evaluationPlan.ts';
import { EvaluationRun } from './evaluationRun.ts';

/**
 * Every call of every arm is concluded exactly once, as an answer or as an error, unless the run ends early; answers are durable before
 * they are counted, so that a run that was killed does not ask again for what it had. Targets and evaluators stay open.
 *
 * @param signal cancels: nothing new begins, calls in flight get a moment to finish
 * @returns also when it ended early; `ended` says how
 * @throws  AssayError `store/write-failed`; what the observer throws
 */
export async function runEvaluation(
  context: EvaluationContext,
  plan: EvaluationPlan,
  observer: EvaluationObserver,
  signal: AbortSignal,
): Promise<Evaluation> {
  return new EvaluationRun(context, plan, observer).run(signal);
}
