// Puts whole runs together from their rows; the caller says which runs and where their latest metric values come from.
import type { DatabaseSync } from 'node:sqlite';
import type {
  DatasetInput,
  MetricPoint,
  ModelOutput,
  Param,
  Run,
  RunInfo,
  RunStatus,
  Tag,
} from '../../model/run.ts';
import { arrayRows } from './arrayRows.ts';
import {
  type Cell,
  exactInteger,
  integer,
  integerCell,
  integerOrNull,
  number,
  numberCell,
  type Row,
  text,
  textCell,
} from './columns.ts';

/** The columns of `run` that {@link runInfoOf} reads. */
export const runColumns = `id, run_id, experiment, name, user_id, status, ${exactInteger('start_time', 'start_time')},
  ${exactInteger('end_time', 'end_time')}, artifact_uri, deleted`;

export function runInfoOf(row: Row): RunInfo {
  return {
    runId: text(row, 'run_id'),
    experimentId: String(number(row, 'experiment')),
    name: text(row, 'name'),
    userId: text(row, 'user_id'),
    // Written only through the RunStatus type.
    status: text(row, 'status') as RunStatus,
    startTime: integer(row, 'start_time'),
    endTime: integerOrNull(row, 'end_time'),
    artifactUri: text(row, 'artifact_uri'),
    lifecycleStage: number(row, 'deleted') === 1 ? 'deleted' : 'active',
  };
}

type LatestOf = (runs: readonly number[]) => ReadonlyMap<number, readonly MetricPoint[]>;

/**
 * @param rows      rows of `run` with {@link runColumns}
 * @param latestOf  the latest point of every series, by the run's row id
 * @returns the runs in the order of the rows; a handful of statements whatever their number
 */
export function readRuns(db: DatabaseSync, rows: readonly Row[], latestOf: LatestOf): Run[] {
  const ids = rows.map((row) => number(row, 'id'));
  const idList = JSON.stringify(ids);
  const params = grouped(
    db,
    `SELECT run, key, value FROM param WHERE ${ofRuns} ORDER BY run, key`,
    idList,
    pairOf,
  );
  const tags = grouped(
    db,
    `SELECT run, key, value FROM tag WHERE ${ofRuns} ORDER BY run, key`,
    idList,
    pairOf,
  );
  const datasets = readDatasets(db, idList);
  const modelInputs = grouped(
    db,
    `SELECT run, model_id FROM run_model_input WHERE ${ofRuns}`,
    idList,
    (cells) => textCell(cells[1], 'model_id'),
  );
  const modelOutputs = grouped(
    db,
    `SELECT run, model_id, ${exactInteger('step', 'exact_step')} FROM run_model_output WHERE ${ofRuns} ORDER BY run, step`,
    idList,
    (cells): ModelOutput => ({
      modelId: textCell(cells[1], 'model_id'),
      step: integerCell(cells[2], 'step'),
    }),
  );
  const metrics = latestOf(ids);
  return rows.map((row) => {
    const id = number(row, 'id');
    return {
      info: runInfoOf(row),
      params: params.get(id) ?? [],
      metrics: metrics.get(id) ?? [],
      tags: tags.get(id) ?? [],
      datasetInputs: datasets.get(id) ?? [],
      modelInputs: modelInputs.get(id) ?? [],
      modelOutputs: modelOutputs.get(id) ?? [],
    };
  });
}

function readDatasets(db: DatabaseSync, idList: string): Map<number, DatasetInput[]> {
  const tags = new Map<string, Tag[]>();
  const tagSql = `SELECT run, dataset, key, value FROM run_dataset_tag WHERE ${ofRuns} ORDER BY key`;
  for (const [run, dataset, key, value] of arrayRows(db, tagSql, idList)) {
    const owner = `${String(run)}/${String(dataset)}`;
    const list = tags.get(owner) ?? [];
    list.push({ key: textCell(key, 'key'), value: textCell(value, 'value') });
    tags.set(owner, list);
  }
  return grouped(
    db,
    `SELECT run, dataset, name, digest, source_type, source, schema, profile
     FROM run_dataset JOIN dataset_input ON dataset_input.id = run_dataset.dataset WHERE ${ofRuns} ORDER BY run, dataset`,
    idList,
    ([run, dataset, name, digest, sourceType, source, schema, profile]) => ({
      name: textCell(name, 'name'),
      digest: textCell(digest, 'digest'),
      sourceType: textCell(sourceType, 'source_type'),
      source: textCell(source, 'source'),
      schema: typeof schema === 'string' ? schema : null,
      profile: typeof profile === 'string' ? profile : null,
      tags: tags.get(`${String(run)}/${String(dataset)}`) ?? [],
    }),
  );
}

const ofRuns = 'run IN (SELECT value FROM json_each(?))';

/** Rows by their first column, the run. */
function grouped<T>(
  db: DatabaseSync,
  sql: string,
  idList: string,
  read: (cells: readonly Cell[]) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const cells of arrayRows(db, sql, idList)) {
    const run = numberCell(cells[0], 'run');
    const group = groups.get(run);
    if (group === undefined) groups.set(run, [read(cells)]);
    else group.push(read(cells));
  }
  return groups;
}

function pairOf(cells: readonly Cell[]): Param & Tag {
  return { key: textCell(cells[1], 'key'), value: textCell(cells[2], 'value') };
}
