// The shape of points and of whole batches on the wire: what log-metric and log-batch accept, as declared.
import type { MetricPoint, ModelMetricPoint } from '../../../model/run.ts';
import { double, integer, listOf, required, text } from './fields.ts';
import { type ReadMessage, message } from './message.ts';
import { invalidRequest } from './refusals.ts';
import { keyedTagList } from './tagList.ts';

export const pointShape = {
  key: required(text),
  value: required(double),
  timestamp: required(integer),
  step: integer,
  model_id: text,
  dataset_name: text,
  dataset_digest: text,
};

export const batchShape = {
  run_id: required(text),
  metrics: listOf(message(pointShape)),
  params: keyedTagList,
  tags: keyedTagList,
};

/** A point as rules know it: of a logged model too when it names one. */
export function pointOf(sent: ReadMessage<typeof pointShape>): MetricPoint | ModelMetricPoint {
  const { key, value, timestamp, step = 0, model_id, dataset_name, dataset_digest } = sent;
  if ((dataset_name ?? '') === '' ? (dataset_digest ?? '') !== '' : (dataset_digest ?? '') === '') {
    throw invalidRequest('Both dataset_name and dataset_digest must be provided if one is provided');
  }
  const point = { key, value, timestamp, step };
  if (model_id === undefined || model_id === '') return point;
  return {
    ...point,
    modelId: model_id,
    datasetName: dataset_name === '' ? null : (dataset_name ?? null),
    datasetDigest: dataset_digest === '' ? null : (dataset_digest ?? null),
  };
}
