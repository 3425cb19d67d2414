// Records which datasets and logged models a run read.
import type { DatasetInput } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { limits, requireLength } from '../limits.ts';
import { refuse } from '../refuse.ts';
import { announceRun } from './announceRun.ts';

/** What is recorded already is nothing new. @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active` */
export async function logInputs(
  context: TrackingContext,
  runId: string,
  datasets: readonly DatasetInput[],
  modelIds: readonly string[],
): Promise<void> {
  if (datasets.length > limits.datasetsPerRequest) {
    throw refuse(`A request can log at most ${limits.datasetsPerRequest} datasets. Got ${datasets.length}.`);
  }
  for (const dataset of datasets) checkDataset(dataset);
  await context.store.runs.addInputs(runId, datasets, modelIds);
  await announceRun(context, runId);
}

function checkDataset(dataset: DatasetInput): void {
  requireLength('name', dataset.name, limits.datasetName);
  requireLength('digest', dataset.digest, limits.datasetDigest);
  requireLength('source', dataset.source, limits.datasetSource);
  if (dataset.schema !== null) requireLength('schema', dataset.schema, limits.datasetSchema);
  if (dataset.profile !== null) requireLength('profile', dataset.profile, limits.datasetProfile);
  for (const { key, value } of dataset.tags) {
    requireLength('key', key, limits.datasetTagKey);
    requireLength('value', value, limits.datasetTagValue);
  }
}
