// Adds points, params and tags to a run, all of them or none. The hot path of training.
import type { TrackingContext } from '../context.ts';
import { announceRun } from './announceRun.ts';
import { rewordChangedParams } from './changedParams.ts';
import { type Batch, checkBatch } from './checkBatch.ts';
import { checkRunId } from './checkRunId.ts';
import { runNameIn, runNameTag } from './runTags.ts';

/**
 * @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active`, `run/param-changed`, and what storage says of an unknown
 *   logged model; nothing was written then
 */
export async function logBatch(context: TrackingContext, runId: string, batch: Batch): Promise<void> {
  checkRunId(runId);
  const { params, tags } = checkBatch(batch);
  const name = tags.length === 0 ? null : runNameIn(tags);
  const write = context.store.runs.append(runId, {
    points: batch.points,
    modelPoints: batch.modelPoints,
    params,
    // An empty name is no name, so the tag that would say it is left out.
    tags: tags.filter((tag) => tag.key !== runNameTag || tag.value !== ''),
    name,
  });
  await (params.length === 0 ? write : write.catch(rewordChangedParams));
  if (batch.points.length + batch.modelPoints.length > 0) context.announce({ type: 'metrics', runId });
  if (params.length + tags.length > 0) await announceRun(context, runId);
}
