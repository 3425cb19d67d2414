// Starts a run under an id that the client chose, so that asking again makes no second run.
import { AssayError } from '../../model/errors.ts';
import type { Run } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { checkRunId } from './checkRunId.ts';
import { type RunRequest, startRun } from './startRun.ts';

/**
 * The run, made now or by an earlier request with the same properties. What the request leaves open matches anything.
 *
 * @throws AssayError `run/exists` when the run has other properties, and what {@link startRun} throws
 */
export async function startRunOnce(
  context: TrackingContext,
  request: RunRequest & { readonly runId: string },
): Promise<Run> {
  checkRunId(request.runId);
  const before = await context.store.runs.get(request.runId);
  if (before !== undefined) return sameOrRefused(before, request);
  try {
    return await startRun(context, request);
  } catch (error) {
    if (!(error instanceof AssayError && error.code === 'run/exists')) throw error;
    const meanwhile = await context.store.runs.get(request.runId);
    if (meanwhile === undefined) throw error;
    return sameOrRefused(meanwhile, request);
  }
}

function sameOrRefused(run: Run, request: RunRequest): Run {
  const { info, tags } = run;
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  const differs = [
    ...(info.experimentId === experimentIdOf(request.experimentId) ? [] : ['experiment']),
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
