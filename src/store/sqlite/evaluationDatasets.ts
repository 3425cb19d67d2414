// MLflow's evaluation datasets in SQLite: identity, tags and experiments. Their records are beside it.
import type { DatabaseSync } from 'node:sqlite';
import type { EvaluationDataset } from '../../model/evaluationDataset.ts';
import type { EvaluationDatasetStore } from '../evaluationDatasetStore.ts';
import { number, type Row } from './columns.ts';
import { datasetNotFound, datasetReader } from './evaluationDatasetRows.ts';
import { evaluationRecords } from './evaluationRecords.ts';
import { experimentNotFound, isRowId } from './experimentRow.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Readers } from './readers.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
}

export function sqliteEvaluationDatasets({ db, commit, readers }: Parts): EvaluationDatasetStore {
  const read = datasetReader(db);
  const select = db.prepare('SELECT * FROM evaluation_dataset WHERE dataset_id = ?');
  const insert = db.prepare(
    `INSERT INTO evaluation_dataset (dataset_id, name, digest, created, updated, created_by, updated_by)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const removals = [
    'DELETE FROM evaluation_record WHERE dataset = ?',
    'DELETE FROM evaluation_dataset_experiment WHERE dataset = ?',
    'DELETE FROM evaluation_dataset_tag WHERE dataset = ?',
    'DELETE FROM evaluation_dataset WHERE id = ?',
  ].map((sql) => db.prepare(sql));
  const touch = db.prepare('UPDATE evaluation_dataset SET updated = ? WHERE id = ?');
  const upsertTag = db.prepare(
    `INSERT INTO evaluation_dataset_tag (dataset, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const removeTag = db.prepare('DELETE FROM evaluation_dataset_tag WHERE dataset = ? AND key = ?');
  const selectExperiment = db.prepare('SELECT 1 FROM experiment WHERE id = ?');
  const insertExperiment = db.prepare(
    'INSERT OR IGNORE INTO evaluation_dataset_experiment (dataset, experiment) VALUES (?, ?)',
  );
  const removeExperiment = db.prepare(
    'DELETE FROM evaluation_dataset_experiment WHERE dataset = ? AND experiment = ?',
  );

  function require(datasetId: string): Row {
    const row = select.get(datasetId);
    if (row === undefined) throw datasetNotFound(datasetId);
    return row;
  }

  function find(datasetId: string): EvaluationDataset {
    return read(require(datasetId));
  }

  function link(dataset: number, experimentIds: readonly string[]): void {
    for (const experimentId of experimentIds) {
      if (!isRowId(experimentId) || selectExperiment.get(Number(experimentId)) === undefined) {
        throw experimentNotFound(experimentId);
      }
      insertExperiment.run(dataset, Number(experimentId));
    }
  }

  return {
    create(dataset) {
      return commit.submit(() => {
        const { datasetId, name, digest, now, createdBy } = dataset;
        const row = insert.get(datasetId, name, digest, now, now, createdBy, createdBy);
        if (row === undefined) throw new Error('the new evaluation dataset has no row id');
        const id = number(row, 'id');
        for (const tag of dataset.tags) upsertTag.run(id, tag.key, tag.value);
        link(id, dataset.experimentIds);
        return find(datasetId);
      });
    },
    async get(datasetId) {
      const row = select.get(datasetId);
      return row === undefined ? undefined : read(row);
    },
    delete(datasetId) {
      return commit.submit(() => {
        const row = select.get(datasetId);
        if (row === undefined) return;
        for (const removal of removals) removal.run(number(row, 'id'));
      });
    },
    search(request) {
      return readers.ask('searchEvaluationDatasets', request);
    },
    setTags(datasetId, tags) {
      return commit.submit(() => {
        const id = number(require(datasetId), 'id');
        for (const tag of tags) upsertTag.run(id, tag.key, tag.value);
      });
    },
    deleteTag(datasetId, key) {
      return commit.submit(() => {
        const row = select.get(datasetId);
        if (row !== undefined) removeTag.run(number(row, 'id'), key);
      });
    },
    addExperiments(datasetId, experimentIds, now) {
      return commit.submit(() => {
        const id = number(require(datasetId), 'id');
        link(id, experimentIds);
        touch.run(now, id);
        return find(datasetId);
      });
    },
    removeExperiments(datasetId, experimentIds, now) {
      return commit.submit(() => {
        const id = number(require(datasetId), 'id');
        for (const experimentId of experimentIds) {
          if (isRowId(experimentId)) removeExperiment.run(id, Number(experimentId));
        }
        touch.run(now, id);
        return find(datasetId);
      });
    },
    ...evaluationRecords({ db, commit, readers, require, read }),
  };
}
