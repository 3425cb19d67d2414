// Finds a run by its id, deleted ones too.
import { AssayError } from '../../model/errors.ts';
import type { Run, RunInfo } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';

/** @throws AssayError `run/not-found` */
export async function getRun(context: TrackingContext, runId: string): Promise<Run> {
  const run = await context.store.runs.get(runId);
  if (run === undefined) throw noSuchRun(runId);
  return run;
}

/** The cheap part of {@link getRun}. @throws AssayError `run/not-found` */
export async function getRunInfo(context: TrackingContext, runId: string): Promise<RunInfo> {
  const info = await context.store.runs.info(runId);
  if (info === undefined) throw noSuchRun(runId);
  return info;
}

function noSuchRun(runId: string): AssayError {
  return new AssayError('run/not-found', `Run with id=${runId} not found`, { runId });
}
