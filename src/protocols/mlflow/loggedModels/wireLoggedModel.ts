// A logged model as the MLflow wire spells it.
import type { LoggedModel, LoggedModelMetric, LoggedModelStatus } from '../../../model/loggedModel.ts';
import { filled } from '../answer/wireRun.ts';
import { wireDouble, wireInteger } from '../answer/wireNumbers.ts';

const wireStatuses = {
  UNSPECIFIED: 'LOGGED_MODEL_STATUS_UNSPECIFIED',
  PENDING: 'LOGGED_MODEL_PENDING',
  READY: 'LOGGED_MODEL_READY',
  FAILED: 'LOGGED_MODEL_UPLOAD_FAILED',
} as const satisfies Record<LoggedModelStatus, string>;

export type WireStatus = (typeof wireStatuses)[LoggedModelStatus];

/** In the order of their numbers, which requests may use instead. */
export const statusNames: readonly WireStatus[] = Object.values(wireStatuses);

export function statusOf(name: WireStatus): LoggedModelStatus {
  switch (name) {
    case 'LOGGED_MODEL_STATUS_UNSPECIFIED':
      return 'UNSPECIFIED';
    case 'LOGGED_MODEL_PENDING':
      return 'PENDING';
    case 'LOGGED_MODEL_READY':
      return 'READY';
    case 'LOGGED_MODEL_UPLOAD_FAILED':
      return 'FAILED';
  }
}

export function wireLoggedModel(model: LoggedModel): object {
  return {
    info: {
      model_id: model.modelId,
      experiment_id: model.experimentId,
      name: model.name,
      creation_timestamp_ms: model.creationTime,
      last_updated_timestamp_ms: model.lastUpdateTime,
      artifact_uri: model.artifactUri,
      status: wireStatuses[model.status],
      model_type: model.modelType,
      source_run_id: model.sourceRunId,
      ...filled('tags', model.tags),
    },
    data: {
      ...filled('params', model.params),
      ...filled(
        'metrics',
        model.metrics.map((metric) => wireMetric(metric, model.modelId)),
      ),
    },
  };
}

function wireMetric(metric: LoggedModelMetric, modelId: string): object {
  return {
    key: metric.key,
    value: wireDouble(metric.value),
    timestamp: wireInteger(metric.timestamp),
    step: wireInteger(metric.step),
    ...(metric.datasetName === null ? {} : { dataset_name: metric.datasetName }),
    ...(metric.datasetDigest === null ? {} : { dataset_digest: metric.datasetDigest }),
    model_id: modelId,
    run_id: metric.runId,
  };
}
