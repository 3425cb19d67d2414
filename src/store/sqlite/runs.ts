// Runs in SQLite: life cycle, params, tags, inputs and outputs. Points go to the series engine, in the same transaction.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { LifecycleStage } from '../../model/lifecycle.ts';
import type { DatasetInput, ModelOutput, Param, Run, RunInfo } from '../../model/run.ts';
import type { Page } from '../page.ts';
import type { NewRun, RunBatch, RunChange, RunFingerprint, RunSearch, RunStore } from '../runStore.ts';
import { number, text, textOrNull } from './columns.ts';
import { experimentNotActive, experimentNotFound, isRowId } from './experimentRow.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { LoggedModelMetrics } from './loggedModelMetrics.ts';
import { unpackRuns } from './packedRuns.ts';
import type { Readers } from './readers.ts';
import { readRuns, runColumns, runInfoOf } from './readRuns.ts';
import { type RunKeys, runNotFound } from './runKeys.ts';
import type { SeriesEngine } from './series/seriesEngine.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
  readonly keys: RunKeys;
  readonly series: SeriesEngine;
  readonly modelMetrics: LoggedModelMetrics;
}

export function sqliteRuns({ db, commit, readers, keys, series, modelMetrics }: Parts): RunStore {
  const selectRun = db.prepare(`SELECT ${runColumns} FROM run WHERE run_id = ?`);
  const selectExperiment = db.prepare('SELECT deleted FROM experiment WHERE id = ?');
  const insertRun = db.prepare(
    `INSERT INTO run (run_id, experiment, name, user_id, status, start_time, artifact_uri) VALUES (?, ?, ?, ?, ?, ?, ?)
     RETURNING id`,
  );
  const updateRun = db.prepare(
    'UPDATE run SET status = coalesce(?, status), end_time = coalesce(?, end_time), name = coalesce(?, name) WHERE id = ?',
  );
  const updateStage = db.prepare('UPDATE run SET deleted = ?, deleted_time = ? WHERE id = ?');
  const selectParam = db.prepare('SELECT value FROM param WHERE run = ? AND key = ?');
  const insertParam = db.prepare('INSERT OR IGNORE INTO param (run, key, value) VALUES (?, ?, ?)');
  const upsertTag = db.prepare(
    'INSERT INTO tag (run, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const removeTag = db.prepare('DELETE FROM tag WHERE run = ? AND key = ?');
  const upsertDataset = db.prepare(
    `INSERT INTO dataset_input (experiment, name, digest, source_type, source, schema, profile) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (experiment, name, digest) DO UPDATE SET name = excluded.name RETURNING id`,
  );
  const insertRunDataset = db.prepare('INSERT OR IGNORE INTO run_dataset (run, dataset) VALUES (?, ?)');
  const insertDatasetTag = db.prepare(
    'INSERT OR IGNORE INTO run_dataset_tag (run, dataset, key, value) VALUES (?, ?, ?, ?)',
  );
  const insertModelInput = db.prepare('INSERT OR IGNORE INTO run_model_input (run, model_id) VALUES (?, ?)');
  const upsertModelOutput = db.prepare(
    `INSERT INTO run_model_output (run, model_id, step) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET step = excluded.step`,
  );
  const selectSummaries = db.prepare(
    `SELECT DISTINCT d.experiment, d.name, d.digest, t.value AS context FROM dataset_input d
     JOIN run_dataset rd ON rd.dataset = d.id
     JOIN run r ON r.id = rd.run AND r.deleted = 0
     LEFT JOIN run_dataset_tag t ON t.run = rd.run AND t.dataset = rd.dataset AND t.key = 'mlflow.data.context'
     WHERE d.experiment IN (SELECT value FROM json_each(?)) ORDER BY d.experiment, d.name, d.digest, context LIMIT ?`,
  );

  const upsertFingerprint = db.prepare(
    `INSERT INTO run_fingerprint (run, manifest, data, seed) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET manifest = excluded.manifest, data = excluded.data, seed = excluded.seed`,
  );
  const selectFingerprint = db.prepare('SELECT manifest, data, seed FROM run_fingerprint WHERE run = ?');
  const selectWithFingerprint = db.prepare(
    `SELECT ${runColumns} FROM run WHERE deleted = 0 AND id IN
       (SELECT run FROM run_fingerprint WHERE manifest = ? AND data IS ? AND seed IS ?)
     ORDER BY run.start_time, run_id LIMIT ?`,
  );

  function info(runId: string): RunInfo | undefined {
    const row = selectRun.get(runId);
    return row === undefined ? undefined : runInfoOf(row);
  }

  function find(runId: string): Run | undefined {
    const row = selectRun.get(runId);
    return row === undefined ? undefined : readRuns(db, [row], (ids) => series.latestOf(ids))[0];
  }

  function requireExperiment(experimentId: string): number {
    const row = isRowId(experimentId) ? selectExperiment.get(Number(experimentId)) : undefined;
    if (row === undefined) throw experimentNotFound(experimentId);
    if (number(row, 'deleted') === 1) throw experimentNotActive(experimentId);
    return Number(experimentId);
  }

  function changedParams(run: number, runId: string, params: readonly Param[]): void {
    const changed: { key: string; oldValue: string; newValue: string }[] = [];
    for (const { key, value } of params) {
      const row = selectParam.get(run, key);
      if (row === undefined) continue;
      const old = text(row, 'value');
      if (old !== value) changed.push({ key, oldValue: old, newValue: value });
    }
    if (changed.length === 0) return;
    const list = changed.map((c) => `${c.key} was '${c.oldValue}', now '${c.newValue}'`).join('; ');
    throw new AssayError('run/param-changed', `Params never change once logged (run ${runId}): ${list}.`, {
      runId,
      changed,
    });
  }

  return {
    create(run: NewRun) {
      return commit.submit(() => {
        const experiment = requireExperiment(run.experimentId);
        if (keys.find(run.runId) !== undefined) {
          throw new AssayError('run/exists', `A run with id=${run.runId} already exists.`, {
            runId: run.runId,
          });
        }
        const row = insertRun.get(
          run.runId,
          experiment,
          run.name,
          run.userId,
          run.status,
          run.startTime,
          run.artifactUri,
        );
        if (row === undefined) throw new Error('the new run has no row id');
        const id = number(row, 'id');
        for (const tag of run.tags) upsertTag.run(id, tag.key, tag.value);
        const created = find(run.runId);
        if (created === undefined) throw new Error('the new run cannot be read');
        return created;
      });
    },
    async get(runId) {
      return find(runId);
    },
    async info(runId) {
      return info(runId);
    },
    update(runId: string, change: RunChange) {
      return commit.submit(() => {
        const key = keys.requireActive(runId);
        updateRun.run(change.status ?? null, change.endTime ?? null, change.name ?? null, key.id);
        for (const tag of change.tags ?? []) upsertTag.run(key.id, tag.key, tag.value);
        if (change.status !== undefined && change.status !== 'RUNNING' && change.status !== 'SCHEDULED') {
          series.runEnded(key.id);
        }
        const updated = info(runId);
        if (updated === undefined) throw runNotFound(runId);
        return updated;
      });
    },
    append(runId: string, batch: RunBatch) {
      return commit.submitChecked(() => {
        const key = keys.requireActive(runId);
        if (batch.params.length > 0) changedParams(key.id, runId, batch.params);
        if (batch.modelPoints.length > 0) modelMetrics.append(key, runId, batch.modelPoints);
        if (batch.points.length > 0) series.append(key, batch.points);
        if (batch.modelPoints.length > 0) series.append(key, batch.modelPoints);
        for (const param of batch.params) insertParam.run(key.id, param.key, param.value);
        for (const tag of batch.tags) upsertTag.run(key.id, tag.key, tag.value);
        if (batch.name !== null) updateRun.run(null, null, batch.name, key.id);
      });
    },
    deleteTag(runId, tagKey) {
      return commit.submit(() => {
        const key = keys.requireActive(runId);
        if (removeTag.run(key.id, tagKey).changes === 0) {
          throw new AssayError('run/tag-not-found', `No tag with name: ${tagKey} in run with id ${runId}`, {
            runId,
            key: tagKey,
          });
        }
      });
    },
    setLifecycle(runId: string, stage: LifecycleStage, now: number) {
      return commit.submit(() => {
        const key = keys.require(runId);
        const deleted = stage === 'deleted' ? 1 : 0;
        updateStage.run(deleted, deleted === 1 ? now : null, key.id);
        keys.forget(runId);
      });
    },
    async search(request: RunSearch): Promise<Page<Run>> {
      await series.flush();
      const { runs, next } = await readers.ask('searchRuns', request);
      return { items: unpackRuns(runs), next };
    },
    addInputs(runId: string, datasets: readonly DatasetInput[], modelIds: readonly string[]) {
      return commit.submit(() => {
        const key = keys.requireActive(runId);
        for (const dataset of datasets) {
          const row = upsertDataset.get(
            key.experiment,
            dataset.name,
            dataset.digest,
            dataset.sourceType,
            dataset.source,
            dataset.schema,
            dataset.profile,
          );
          if (row === undefined) throw new Error('the dataset input has no row id');
          const datasetId = number(row, 'id');
          if (insertRunDataset.run(key.id, datasetId).changes === 0) continue;
          for (const tag of dataset.tags) insertDatasetTag.run(key.id, datasetId, tag.key, tag.value);
        }
        for (const modelId of modelIds) insertModelInput.run(key.id, modelId);
      });
    },
    addOutputs(runId: string, models: readonly ModelOutput[]) {
      return commit.submit(() => {
        const key = keys.requireActive(runId);
        for (const model of models) upsertModelOutput.run(key.id, model.modelId, model.step);
      });
    },
    async datasetSummaries(experimentIds, limit) {
      const ids = experimentIds.filter(isRowId).map(Number);
      return selectSummaries.all(JSON.stringify(ids), limit).map((row) => ({
        experimentId: String(number(row, 'experiment')),
        name: text(row, 'name'),
        digest: text(row, 'digest'),
        context: textOrNull(row, 'context'),
      }));
    },
    async setFingerprint(runId: string, fingerprint: RunFingerprint) {
      const known = selectFingerprint.get(keys.require(runId).id);
      const { manifest, data, seed } = fingerprint;
      if (known?.['manifest'] === manifest && known['data'] === data && known['seed'] === seed) return;
      await commit.submit(() => {
        upsertFingerprint.run(keys.require(runId).id, manifest, data, seed);
      });
    },
    async withFingerprint({ manifest, data, seed }: RunFingerprint, limit: number) {
      return selectWithFingerprint.all(manifest, data, seed, limit).map(runInfoOf);
    },
  };
}
