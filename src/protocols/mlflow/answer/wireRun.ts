// A run as the MLflow wire spells it. What is empty is left out, except where clients expect the empty object.
import type { DatasetInput, MetricPoint, Run, RunInfo } from '../../../model/run.ts';
import { wireDouble, wireInteger } from './wireNumbers.ts';

export function wireRunInfo(info: RunInfo): object {
  return {
    run_uuid: info.runId,
    experiment_id: info.experimentId,
    run_name: info.name,
    user_id: info.userId,
    status: info.status,
    start_time: wireInteger(info.startTime),
    ...(info.endTime === null ? {} : { end_time: wireInteger(info.endTime) }),
    artifact_uri: info.artifactUri,
    lifecycle_stage: info.lifecycleStage,
    run_id: info.runId,
  };
}

/** A run as the answer to its creation has it: without outputs. */
export function wireNewRun(run: Run): object {
  return {
    info: wireRunInfo(run.info),
    data: {
      ...filled('metrics', run.metrics.map(wireMetric)),
      ...filled('params', run.params),
      ...filled('tags', run.tags),
    },
    inputs: {
      ...filled('dataset_inputs', run.datasetInputs.map(wireDatasetInput)),
      ...filled(
        'model_inputs',
        run.modelInputs.map((modelId) => ({ model_id: modelId })),
      ),
    },
  };
}

export function wireRun(run: Run): object {
  return {
    ...wireNewRun(run),
    outputs: filled(
      'model_outputs',
      run.modelOutputs.map(({ modelId, step }) => ({ model_id: modelId, step: wireInteger(step) })),
    ),
  };
}

export function wireMetric({ key, value, timestamp, step }: MetricPoint): object {
  return { key, value: wireDouble(value), timestamp: wireInteger(timestamp), step: wireInteger(step) };
}

function wireDatasetInput({ tags, name, digest, sourceType, source, schema, profile }: DatasetInput): object {
  return {
    ...filled('tags', tags),
    dataset: {
      name,
      digest,
      source_type: sourceType,
      source,
      ...(schema === null ? {} : { schema }),
      ...(profile === null ? {} : { profile }),
    },
  };
}

/** The list under its name, or nothing when it is empty. */
export function filled(name: string, list: readonly unknown[]): object {
  return list.length === 0 ? {} : { [name]: list };
}
