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
import { exactInteger, integer, integerOrNull, number, type Row, text, textOrNull } from './columns.ts';

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
    db.prepare(
      `SELECT run, key, value FROM param WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, key`,
    ),
    idList,
    pairOf,
  );
  const tags = grouped(
    db.prepare(
      `SELECT run, key, value FROM tag WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, key`,
    ),
    idList,
    pairOf,
  );
  const datasets = readDatasets(db, idList);
  const modelInputs = grouped(
    db.prepare(`SELECT run, model_id FROM run_model_input WHERE run IN (SELECT value FROM json_each(?))`),
    idList,
    (row) => text(row, 'model_id'),
  );
  const modelOutputs = grouped(
    db.prepare(
      `SELECT run, model_id, ${exactInteger('step', 'step')} FROM run_model_output
       WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, run_model_output.step`,
    ),
    idList,
    (row): ModelOutput => ({ modelId: text(row, 'model_id'), step: integer(row, 'step') }),
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
  for (const row of db
    .prepare(
      'SELECT run, dataset, key, value FROM run_dataset_tag WHERE run IN (SELECT value FROM json_each(?)) ORDER BY key',
    )
    .all(idList)) {
    const owner = `${number(row, 'run')}/${number(row, 'dataset')}`;
    const list = tags.get(owner);
    if (list === undefined) tags.set(owner, [pairOf(row)]);
    else list.push(pairOf(row));
  }
  return grouped(
    db.prepare(
      `SELECT run_dataset.run, dataset_input.* FROM run_dataset JOIN dataset_input ON dataset_input.id = run_dataset.dataset
       WHERE run_dataset.run IN (SELECT value FROM json_each(?)) ORDER BY run_dataset.run, run_dataset.dataset`,
    ),
    idList,
    (row) => ({
      name: text(row, 'name'),
      digest: text(row, 'digest'),
      sourceType: text(row, 'source_type'),
      source: text(row, 'source'),
      schema: textOrNull(row, 'schema'),
      profile: textOrNull(row, 'profile'),
      tags: tags.get(`${number(row, 'run')}/${number(row, 'id')}`) ?? [],
    }),
  );
}

function grouped<T>(
  statement: ReturnType<DatabaseSync['prepare']>,
  idList: string,
  read: (row: Row) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of statement.iterate(idList)) {
    const run = number(row, 'run');
    const group = groups.get(run);
    if (group === undefined) groups.set(run, [read(row)]);
    else group.push(read(row));
  }
  return groups;
}

function pairOf(row: Row): Param & Tag {
  return { key: text(row, 'key'), value: text(row, 'value') };
}
