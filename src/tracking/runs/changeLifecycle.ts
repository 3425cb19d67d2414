// Deletes runs, softly, and brings them back.
import type { LifecycleStage } from '../../model/lifecycle.ts';
import type { TrackingContext } from '../context.ts';
import { getRunInfo } from './getRun.ts';

/** A run that is deleted already stays so. @throws AssayError `run/not-found` */
export async function deleteRun(context: TrackingContext, runId: string): Promise<void> {
  await setStage(context, runId, 'deleted');
}

/** @throws AssayError `run/not-found` */
export async function restoreRun(context: TrackingContext, runId: string): Promise<void> {
  await setStage(context, runId, 'active');
}

async function setStage(context: TrackingContext, runId: string, stage: LifecycleStage): Promise<void> {
  const { experimentId } = await getRunInfo(context, runId);
  await context.store.runs.setLifecycle(runId, stage, context.now());
  context.announce({ type: 'run', experimentId, runId });
}
