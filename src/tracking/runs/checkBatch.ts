// The rules for one batch of points, params and tags: what each may be and how many there may be. Not whether its run exists.
import type { MetricPoint, ModelMetricPoint, Param, Tag } from '../../model/run.ts';
import { limits } from '../limits.ts';
import { checkPoints } from '../metrics/checkPoints.ts';
import { refuse } from '../refuse.ts';
import { checkParam } from './checkParam.ts';
import { checkRunTag } from './runTags.ts';

export interface Batch {
  readonly points: readonly MetricPoint[];
  /** Points that belong to a logged model as well; they are not repeated in `points`. */
  readonly modelPoints: readonly ModelMetricPoint[];
  readonly params: readonly Param[];
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
}

/**
 * @returns the params and tags, their long values cut
 * @throws AssayError `request/invalid-field`
 */
export function checkBatch(batch: Batch): {
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
} {
  checkPoints(batch.points, 'metrics');
  if (batch.modelPoints.length > 0) checkPoints(batch.modelPoints, 'metrics');
  const params = batch.params.map((param, index) => checkParam(param, `params[${index}].`));
  const tags = batch.tags.map((tag, index) => checkRunTag(tag, `tags[${index}].`));
  requireCounts(batch);
  if (params.length > 1) refuseRepeatedParams(params);
  return { params, tags };
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
