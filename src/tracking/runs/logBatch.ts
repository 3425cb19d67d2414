// Adds points, params and tags to a run, all of them or none. The hot path of training.
import type { MetricPoint, ModelMetricPoint, Param, Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { limits } from '../limits.ts';
import { checkPoints } from '../metrics/checkPoints.ts';
import { refuse } from '../refuse.ts';
import { announceRun } from './announceRun.ts';
import { rewordChangedParams } from './changedParams.ts';
import { checkParam } from './checkParam.ts';
import { checkRunId } from './checkRunId.ts';
import { checkRunTag, runNameIn, runNameTag } from './runTags.ts';

export interface Batch {
  readonly points: readonly MetricPoint[];
  /** Points that belong to a logged model as well; they are not repeated in `points`. */
  readonly modelPoints: readonly ModelMetricPoint[];
  readonly params: readonly Param[];
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
}

/**
 * @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active`, `run/param-changed`, and what storage says of an unknown
 *   logged model; nothing was written then
 */
export async function logBatch(context: TrackingContext, runId: string, batch: Batch): Promise<void> {
  checkRunId(runId);
  checkPoints(batch.points, 'metrics');
  if (batch.modelPoints.length > 0) checkPoints(batch.modelPoints, 'metrics');
  const params = batch.params.map((param, index) => checkParam(param, `params[${index}].`));
  const tags = batch.tags.map((tag, index) => checkRunTag(tag, `tags[${index}].`));
  requireCounts(batch);
  if (params.length > 1) refuseRepeatedParams(params);
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

function requireCounts({ points, modelPoints, params, tags }: Batch): void {
  const metrics = points.length + modelPoints.length;
  requireCount('metrics', metrics, limits.metricsPerBatch);
  requireCount('params', params.length, limits.paramsPerBatch);
  requireCount('tags', tags.length, limits.tagsPerBatch);
  requireCount('metrics, params, and tags', metrics + params.length + tags.length, limits.entitiesPerBatch);
}

function requireCount(what: string, count: number, most: number): void {
  if (count <= most) return;
  throw refuse(
    `A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`,
  );
}

function refuseRepeatedParams(params: readonly Param[]): void {
  const seen = new Set<string>();
  const repeated: string[] = [];
  for (const { key } of params) {
    if (seen.has(key)) repeated.push(`'${key}'`);
    seen.add(key);
  }
  if (repeated.length === 0) return;
  throw refuse(
    `Duplicate parameter keys have been submitted: [${repeated.join(', ')}]. Please ensure the request contains only one param value per param key.`,
  );
}
