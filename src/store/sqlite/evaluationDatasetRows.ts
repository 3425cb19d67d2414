// Puts evaluation datasets and their records together from their rows; the caller says which rows.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { DatasetRecord, EvaluationDataset } from '../../model/evaluationDataset.ts';
import { number, type Row, text, textOrNull } from './columns.ts';

export type ReadDataset = (row: Row) => EvaluationDataset;

/** @returns reads a row of `evaluation_dataset` */
export function datasetReader(db: DatabaseSync): ReadDataset {
  const tags = db.prepare('SELECT key, value FROM evaluation_dataset_tag WHERE dataset = ? ORDER BY id');
  const experiments = db.prepare(
    'SELECT experiment FROM evaluation_dataset_experiment WHERE dataset = ? ORDER BY experiment',
  );
  return (row) => {
    const id = number(row, 'id');
    return {
      datasetId: text(row, 'dataset_id'),
      name: text(row, 'name'),
      tags: tags.all(id).map((tag) => ({ key: text(tag, 'key'), value: textOrNull(tag, 'value') })),
      schema: textOrNull(row, 'schema'),
      profile: textOrNull(row, 'profile'),
      digest: text(row, 'digest'),
      createdTime: number(row, 'created'),
      lastUpdateTime: number(row, 'updated'),
      createdBy: textOrNull(row, 'created_by'),
      lastUpdatedBy: textOrNull(row, 'updated_by'),
      experimentIds: experiments.all(id).map((each) => String(number(each, 'experiment'))),
    };
  };
}

/** @param row of `evaluation_record` */
export function recordOf(row: Row): DatasetRecord {
  const sourceType = textOrNull(row, 'source_type');
  return {
    recordId: text(row, 'record_id'),
    inputs: text(row, 'inputs'),
    outputs: textOrNull(row, 'outputs'),
    expectations: textOrNull(row, 'expectations'),
    tags: textOrNull(row, 'tags'),
    source:
      sourceType === null
        ? null
        : { sourceType, sourceId: textOrNull(row, 'source_id'), sourceData: text(row, 'source_data') },
    createdTime: number(row, 'created'),
    lastUpdateTime: number(row, 'updated'),
    createdBy: textOrNull(row, 'created_by'),
    lastUpdatedBy: textOrNull(row, 'updated_by'),
  };
}

export function datasetNotFound(datasetId: string): AssayError {
  return new AssayError('dataset/not-found', `Evaluation dataset with id '${datasetId}' not found`, {
    datasetId,
  });
}
