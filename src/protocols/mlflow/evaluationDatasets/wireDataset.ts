// Evaluation datasets and their records as the MLflow wire spells them: tags, schema, profile and records are JSON inside texts.
import type { DatasetRecord, EvaluationDataset } from '../../../model/evaluationDataset.ts';
import { filled } from '../answer/wireRun.ts';

export function wireDataset(dataset: EvaluationDataset): object {
  return {
    dataset_id: dataset.datasetId,
    name: dataset.name,
    tags: JSON.stringify(Object.fromEntries(dataset.tags.map(({ key, value }) => [key, value]))),
    ...given('schema', dataset.schema),
    ...given('profile', dataset.profile),
    digest: dataset.digest,
    created_time: dataset.createdTime,
    last_update_time: dataset.lastUpdateTime,
    ...given('created_by', dataset.createdBy),
    ...given('last_updated_by', dataset.lastUpdatedBy),
    ...filled('experiment_ids', dataset.experimentIds),
  };
}

/** The records as one JSON list; what was given as JSON is put in as it was written, so that numbers keep their digits. */
export function wireRecords(datasetId: string, records: readonly DatasetRecord[]): string {
  return `[${records.map((record) => recordText(datasetId, record)).join(', ')}]`;
}

function recordText(datasetId: string, record: DatasetRecord): string {
  const { source } = record;
  const members: [string, string | null][] = [
    ['dataset_record_id', JSON.stringify(record.recordId)],
    ['dataset_id', JSON.stringify(datasetId)],
    ['inputs', record.inputs],
    ['expectations', record.expectations],
    // Clients expect an object where nothing was ever given.
    ['tags', record.tags ?? '{}'],
    [
      'source',
      source === null
        ? null
        : `{"source_type": ${JSON.stringify(source.sourceType)}, "source_data": ${source.sourceData}}`,
    ],
    ['source_id', textOf(source?.sourceId ?? null)],
    ['source_type', textOf(source?.sourceType ?? null)],
    ['created_time', String(record.createdTime)],
    ['last_update_time', String(record.lastUpdateTime)],
    ['created_by', textOf(record.createdBy)],
    ['last_updated_by', textOf(record.lastUpdatedBy)],
    ['outputs', record.outputs ?? '{}'],
  ];
  const present = members.filter(([, text]) => text !== null);
  return `{${present.map(([name, text]) => `"${name}": ${text}`).join(', ')}}`;
}

function textOf(value: string | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function given(name: string, value: string | null): object {
  return value === null ? {} : { [name]: value };
}
