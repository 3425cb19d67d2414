// Tells live views that a run changed, when the writer did not need to know the run's experiment.
import type { TrackingContext } from '../context.ts';

/** Reads the experiment and announces the run; a run that is gone by now is not announced. */
export async function announceRun(context: TrackingContext, runId: string): Promise<void> {
  const info = await context.store.runs.info(runId);
  if (info !== undefined) context.announce({ type: 'run', experimentId: info.experimentId, runId });
}
