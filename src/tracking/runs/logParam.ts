// Adds one param to a run.
import type { Param } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { announceRun } from './announceRun.ts';
import { rewordChangedParam } from './changedParams.ts';
import { checkParam } from './checkParam.ts';

/** The same value again is nothing new. @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active`, `run/param-changed` */
export async function logParam(context: TrackingContext, runId: string, param: Param): Promise<void> {
  const params = [checkParam(param)];
  await context.store.runs
    .append(runId, { points: [], modelPoints: [], params, tags: [], name: null })
    .catch(rewordChangedParam);
  await announceRun(context, runId);
}
