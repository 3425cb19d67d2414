// A run as the native API says it, cut to the columns that were asked for.
import { toWireInt64, toWireNumber, type WireMetricPoint, type WireRun } from 'assay-sdk/wire';
import type { MetricPoint, Run } from '../../../model/run.ts';

/** Tags that the API shows as fields of their own. */
export const wellKnownTags = {
  purpose: 'assay.purpose',
  notes: 'mlflow.note.content',
  parentRunId: 'mlflow.parentRunId',
} as const;

/** @param select the columns to send, null for all; see `WireRunSearch.select` */
export function encodeRun(run: Run, select: readonly string[] | null = null): WireRun {
  const { info, tags } = run;
  const wants = (column: string): boolean => select === null || select.includes(column);
  const chosen = <T extends { readonly key: string }>(column: string, items: readonly T[]): readonly T[] =>
    wants(column) ? items : items.filter((item) => wants(`${column}.${item.key}`));
  const tagValue = (key: string): string | null => tags.find((tag) => tag.key === key)?.value ?? null;
  return {
    runId: info.runId,
    experimentId: info.experimentId,
    name: info.name,
    userId: info.userId,
    status: info.status,
    startTime: toWireInt64(info.startTime),
    endTime: info.endTime === null ? null : toWireInt64(info.endTime),
    artifactUri: info.artifactUri,
    lifecycleStage: info.lifecycleStage,
    purpose: tagValue(wellKnownTags.purpose),
    notes: tagValue(wellKnownTags.notes),
    parentRunId: tagValue(wellKnownTags.parentRunId),
    params: chosen('params', run.params),
    metrics: chosen('metrics', run.metrics).map(encodePoint),
    tags: chosen('tags', tags),
    datasetInputs: wants('inputs') ? run.datasetInputs : [],
    modelInputs: wants('inputs') ? run.modelInputs : [],
    modelOutputs: wants('outputs')
      ? run.modelOutputs.map(({ modelId, step }) => ({ modelId, step: toWireInt64(step) }))
      : [],
  };
}

export function encodePoint({ key, value, step, timestamp }: MetricPoint): WireMetricPoint {
  return {
    key,
    value: toWireNumber(value),
    step: toWireInt64(step),
    timestamp: toWireInt64(timestamp),
  };
}
