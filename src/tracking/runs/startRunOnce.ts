// Starts a run that a client may ask for again: under an id of its own, in an experiment that it may know by name only.
import { AssayError } from '../../model/errors.ts';
import type { Run } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { experimentNamed } from '../experiments/experimentNamed.ts';
import { checkRunId } from './checkRunId.ts';
import { checkRunName } from './checkRunName.ts';
import { type RunRequest, startRun } from './startRun.ts';

export interface RunOnceRequest extends RunRequest {
  /** The experiment by name instead of `experimentId`; it is made when there is none. */
  readonly experimentName?: string | undefined;
}

/**
 * The run, made now; or, under an id that exists, by an earlier request with the same properties. What the request leaves open matches
 * anything. A refused request makes no experiment.
 *
 * @throws AssayError `run/exists` when the run has other properties, and what {@link startRun} throws
 */
export async function startRunOnce(context: TrackingContext, request: RunOnceRequest): Promise<Run> {
  const { runId, experimentName } = request;
  if (runId !== undefined) checkRunId(runId);
  checkRunName(request);
  const before = runId === undefined ? undefined : await context.store.runs.get(runId);
  if (before !== undefined) return sameOrRefused(context, before, request);
  const experimentId =
    experimentName === undefined
      ? request.experimentId
      : (await experimentNamed(context, experimentName)).experimentId;
  try {
    return await startRun(context, { ...request, experimentId });
  } catch (error) {
    if (runId === undefined || !(error instanceof AssayError && error.code === 'run/exists')) throw error;
    const meanwhile = await context.store.runs.get(runId);
    if (meanwhile === undefined) throw error;
    return sameOrRefused(context, meanwhile, request);
  }
}

async function sameOrRefused(context: TrackingContext, run: Run, request: RunOnceRequest): Promise<Run> {
  const { info, tags } = run;
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  const experimentId =
    request.experimentName === undefined
      ? experimentIdOf(request.experimentId)
      : (await context.store.experiments.byName(request.experimentName))?.experimentId;
  const differs = [
    ...(info.experimentId === experimentId ? [] : ['experiment']),
    ...(request.userId === '' || request.userId === info.userId ? [] : ['userId']),
    ...(request.startTime === undefined || request.startTime === info.startTime ? [] : ['startTime']),
    ...(request.name === '' || request.name === info.name ? [] : ['name']),
    ...request.tags.filter(({ key, value }) => values.get(key) !== value).map(({ key }) => `tag ${key}`),
  ];
  if (differs.length === 0) return run;
  throw new AssayError(
    'run/exists',
    `The run ${info.runId} exists and was made with other properties: ${differs.join(', ')}.`,
    { runId: info.runId, differs },
  );
}
