// Puts logged models together from their rows, a handful of statements whatever their number; the caller says which rows.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { LoggedModel, LoggedModelMetric, LoggedModelStatus } from '../../model/loggedModel.ts';
import type { Tag } from '../../model/run.ts';
import { exactInteger, integer, number, numberOrNull, type Row, text } from './columns.ts';

/** @param rows rows of `logged_model` */
export function readLoggedModels(db: DatabaseSync, rows: readonly Row[]): LoggedModel[] {
  const ids = JSON.stringify(rows.map((row) => number(row, 'id')));
  const params = grouped(db, keyed('logged_model_param'), ids, pairOf);
  const tags = grouped(db, keyed('logged_model_tag'), ids, pairOf);
  const metrics = grouped(
    db,
    `SELECT p.model, p.key, p.value, p.is_nan, p.dataset_name, p.dataset_digest, r.run_id,
       ${exactInteger('p.step', 'step')}, ${exactInteger('p.timestamp', 'timestamp')}
     FROM logged_model_metric p JOIN run r ON r.id = p.run
     WHERE p.model IN (SELECT value FROM json_each(?)) ORDER BY p.model, p.id`,
    ids,
    metricOf,
  );
  return rows.map((row) => {
    const id = number(row, 'id');
    return {
      modelId: text(row, 'model_id'),
      experimentId: String(number(row, 'experiment')),
      name: text(row, 'name'),
      modelType: text(row, 'model_type'),
      sourceRunId: text(row, 'source_run_id'),
      // Written only through the type of the status.
      status: text(row, 'status') as LoggedModelStatus,
      artifactUri: text(row, 'artifact_uri'),
      creationTime: number(row, 'created'),
      lastUpdateTime: number(row, 'updated'),
      params: params.get(id) ?? [],
      tags: tags.get(id) ?? [],
      metrics: metrics.get(id) ?? [],
    };
  });
}

export function loggedModelNotFound(modelId: string): AssayError {
  return new AssayError('logged-model/not-found', `Logged model with ID '${modelId}' not found.`, {
    modelId,
  });
}

function keyed(table: string): string {
  return `SELECT model, key, value FROM ${table} WHERE model IN (SELECT value FROM json_each(?)) ORDER BY model, key`;
}

function metricOf(row: Row): LoggedModelMetric {
  const name = text(row, 'dataset_name');
  const digest = text(row, 'dataset_digest');
  return {
    key: text(row, 'key'),
    value: number(row, 'is_nan') === 1 ? NaN : (numberOrNull(row, 'value') ?? NaN),
    timestamp: integer(row, 'timestamp'),
    step: integer(row, 'step'),
    runId: text(row, 'run_id'),
    datasetName: name === '' ? null : name,
    datasetDigest: digest === '' ? null : digest,
  };
}

function pairOf(row: Row): Tag {
  return { key: text(row, 'key'), value: text(row, 'value') };
}

function grouped<T>(db: DatabaseSync, sql: string, ids: string, read: (row: Row) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of db.prepare(sql).iterate(ids)) {
    const model = number(row, 'model');
    const group = groups.get(model);
    if (group === undefined) groups.set(model, [read(row)]);
    else group.push(read(row));
  }
  return groups;
}
