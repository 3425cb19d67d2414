// Records which logged models a run made, and at which step.
import type { ModelOutput } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { announceRun } from './announceRun.ts';

/** A model that is recorded already takes the new step. @throws AssayError `run/not-found`, `run/not-active` */
export async function logOutputs(
  context: TrackingContext,
  runId: string,
  models: readonly ModelOutput[],
): Promise<void> {
  await context.store.runs.addOutputs(runId, models);
  await announceRun(context, runId);
}
