// Reads a log-batch body in place when it is as clients write it, in one pass and without copying. A property test holds it equal to the shape.
import type { MetricPoint, Param, Tag } from '../../../model/run.ts';
import { isObject } from './fields.ts';

export interface QuickBatch {
  readonly runId: string;
  readonly points: readonly MetricPoint[];
  readonly modelPoints: readonly never[];
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
}

const none: readonly never[] = [];

/**
 * @param body a parsed body
 * @returns the batch, sharing the objects of the body; undefined for anything unusual (aliases, quoted numbers, NaN, model metrics, mistakes),
 *   which is then read by the shape
 */
export function quickBatch(body: unknown): QuickBatch | undefined {
  if (!isObject(body)) return undefined;
  const { run_id: runId, metrics = none, params = none, tags = none } = body;
  if (typeof runId !== 'string' || runId === '' || 'runId' in body || !runId.isWellFormed()) return undefined;
  if (!isPointList(metrics) || !isPairList(params) || !isPairList(tags)) return undefined;
  return { runId, points: metrics, modelPoints: none, params, tags };
}

function isPointList(list: unknown): list is readonly MetricPoint[] {
  if (!Array.isArray(list)) return false;
  for (let i = 0; i < list.length; i += 1) if (!isPlainPoint(list[i])) return false;
  return true;
}

interface MaybePoint {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly timestamp?: unknown;
  readonly step?: unknown;
  readonly model_id?: unknown;
  readonly modelId?: unknown;
  readonly dataset_name?: unknown;
  readonly dataset_digest?: unknown;
  readonly datasetName?: unknown;
  readonly datasetDigest?: unknown;
}

function isPlainPoint(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const point: MaybePoint = item;
  const { key, value, timestamp, step } = point;
  return (
    typeof key === 'string' &&
    key !== '' &&
    typeof value === 'number' &&
    Number.isFinite(value) &&
    Number.isSafeInteger(timestamp) &&
    Number.isSafeInteger(step) &&
    key.isWellFormed() &&
    point.model_id === undefined &&
    point.modelId === undefined &&
    point.dataset_name === undefined &&
    point.dataset_digest === undefined &&
    point.datasetName === undefined &&
    point.datasetDigest === undefined
  );
}

function isPairList(list: unknown): list is readonly Param[] {
  return Array.isArray(list) && list.every(isPair);
}

function isPair(item: unknown): item is Param {
  if (!isObject(item)) return false;
  const { key, value } = item;
  return (
    typeof key === 'string' &&
    key !== '' &&
    key.isWellFormed() &&
    typeof value === 'string' &&
    value.isWellFormed()
  );
}
