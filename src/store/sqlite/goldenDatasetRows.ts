// Rows of golden datasets to the model's nouns. Not the queries.
import type {
  DatasetEvent,
  DatasetEventKind,
  DatasetStanding,
  DatasetVersion,
  HoldoutLook,
} from '../../model/dataset.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './columns.ts';

/** A version with the name of its dataset as `dataset_name`. */
export const versionColumns = 'golden_version.*, golden_dataset.name AS dataset_name';
export const versionTables =
  'golden_version JOIN golden_dataset ON golden_dataset.id = golden_version.dataset';

// The texts were written by this engine from the model's own types.
export function versionOf(row: Row): DatasetVersion {
  return {
    name: text(row, 'dataset_name'),
    versionId: text(row, 'version_id'),
    standing: text(row, 'standing') as Exclude<DatasetStanding, 'file'>,
    label: textOrNull(row, 'label'),
    card: JSON.parse(text(row, 'card')) as DatasetVersion['card'],
    slices: JSON.parse(text(row, 'slices')) as DatasetVersion['slices'],
    inputSchema: JSON.parse(text(row, 'input_schema')) as DatasetVersion['inputSchema'],
    coverage: JSON.parse(text(row, 'coverage')) as DatasetVersion['coverage'],
    basedOn: textOrNull(row, 'based_on'),
    author: textOrNull(row, 'author'),
    createdAt: number(row, 'created'),
    approvedBy: textOrNull(row, 'approved_by'),
    approvedAt: numberOrNull(row, 'approved'),
    publishedAt: numberOrNull(row, 'published'),
  };
}

export function eventOf(row: Row): DatasetEvent {
  return {
    versionId: text(row, 'version_id'),
    kind: text(row, 'kind') as DatasetEventKind,
    actor: textOrNull(row, 'actor'),
    note: textOrNull(row, 'note'),
    detail: JSON.parse(text(row, 'detail')) as DatasetEvent['detail'],
    at: number(row, 'at'),
  };
}

export function lookOf(row: Row): HoldoutLook {
  return {
    lookId: text(row, 'look_id'),
    name: text(row, 'name'),
    versionId: text(row, 'version_id'),
    actor: textOrNull(row, 'actor'),
    purpose: text(row, 'purpose') as HoldoutLook['purpose'],
    reason: textOrNull(row, 'reason'),
    gateRunId: textOrNull(row, 'gate_run_id'),
    examples: number(row, 'examples'),
    at: number(row, 'at'),
  };
}
