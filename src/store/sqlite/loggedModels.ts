// Logged models in SQLite. Their metrics come with the runs' batches (loggedModelMetrics.ts).
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { LoggedModel } from '../../model/loggedModel.ts';
import type { Param } from '../../model/run.ts';
import type { LoggedModelStore } from '../loggedModelStore.ts';
import { number, type Row, text } from './columns.ts';
import { experimentNotActive, experimentNotFound, isRowId } from './experimentRow.ts';
import type { GroupCommit } from './groupCommit.ts';
import { loggedModelNotFound, readLoggedModels } from './loggedModelRows.ts';
import type { Readers } from './readers.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
}

export function sqliteLoggedModels({ db, commit, readers }: Parts): LoggedModelStore {
  const select = db.prepare('SELECT * FROM logged_model WHERE model_id = ?');
  const selectExperiment = db.prepare('SELECT deleted, artifact_location FROM experiment WHERE id = ?');
  const insert = db.prepare(
    `INSERT INTO logged_model (model_id, experiment, name, model_type, source_run_id, status, artifact_uri, created, updated)
     VALUES (?, ?, ?, ?, ?, 'PENDING', ?, ?, ?) RETURNING id`,
  );
  const updateStatus = db.prepare('UPDATE logged_model SET status = ?, updated = ? WHERE id = ?');
  const bury = db.prepare('UPDATE logged_model SET deleted = 1, updated = ? WHERE id = ? AND deleted = 0');
  const selectParam = db.prepare('SELECT value FROM logged_model_param WHERE model = ? AND key = ?');
  const insertParam = db.prepare(
    'INSERT OR IGNORE INTO logged_model_param (model, key, value) VALUES (?, ?, ?)',
  );
  const upsertTag = db.prepare(
    `INSERT INTO logged_model_tag (model, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const removeTag = db.prepare('DELETE FROM logged_model_tag WHERE model = ? AND key = ?');

  /** Deleted ones too: a client may still be writing to what another has deleted, and loses nothing by it. */
  function requireEver(modelId: string): Row {
    const row = select.get(modelId);
    if (row === undefined) throw loggedModelNotFound(modelId);
    return row;
  }

  function require(modelId: string): Row {
    const row = requireEver(modelId);
    if (number(row, 'deleted') === 1) throw loggedModelNotFound(modelId);
    return row;
  }

  function read(modelId: string): LoggedModel {
    const [model] = readLoggedModels(db, [requireEver(modelId)]);
    if (model === undefined) throw loggedModelNotFound(modelId);
    return model;
  }

  function requireExperiment(experimentId: string): Row {
    const row = isRowId(experimentId) ? selectExperiment.get(Number(experimentId)) : undefined;
    if (row === undefined) throw experimentNotFound(experimentId);
    if (number(row, 'deleted') === 1) throw experimentNotActive(experimentId);
    return row;
  }

  function refuseChanged(model: number, modelId: string, { key, value }: Param): void {
    const row = selectParam.get(model, key);
    const old = row === undefined ? value : text(row, 'value');
    if (old === value) return;
    throw new AssayError(
      'logged-model/param-changed',
      `Changing param values is not allowed. Param with key='${key}' was already logged with value='${old}' for model ID='${modelId}'. Attempted logging new value '${value}'.`,
      { modelId, key },
    );
  }

  return {
    create(model) {
      return commit.submit(() => {
        const experiment = requireExperiment(model.experimentId);
        const row = insert.get(
          model.modelId,
          Number(model.experimentId),
          model.name,
          model.modelType,
          model.sourceRunId,
          model.artifactUriOf(text(experiment, 'artifact_location')),
          model.now,
          model.now,
        );
        if (row === undefined) throw new Error('the new logged model has no row id');
        const id = number(row, 'id');
        for (const param of model.params) insertParam.run(id, param.key, param.value);
        for (const tag of model.tags) upsertTag.run(id, tag.key, tag.value);
        return read(model.modelId);
      });
    },
    async get(modelId) {
      const row = select.get(modelId);
      return row === undefined || number(row, 'deleted') === 1 ? undefined : read(modelId);
    },
    setStatus(modelId, status, now) {
      return commit.submit(() => {
        updateStatus.run(status, now, number(require(modelId), 'id'));
        return read(modelId);
      });
    },
    addParams(modelId, params) {
      return commit.submit(() => {
        const id = number(requireEver(modelId), 'id');
        for (const param of params) {
          refuseChanged(id, modelId, param);
          insertParam.run(id, param.key, param.value);
        }
        return read(modelId);
      });
    },
    setTags(modelId, tags) {
      return commit.submit(() => {
        const id = number(requireEver(modelId), 'id');
        for (const tag of tags) upsertTag.run(id, tag.key, tag.value);
        return read(modelId);
      });
    },
    deleteTag(modelId, key) {
      return commit.submit(() => {
        if (removeTag.run(number(require(modelId), 'id'), key).changes === 0) {
          throw new AssayError(
            'logged-model/tag-not-found',
            `No tag with key '${key}' found for model with ID '${modelId}'.`,
            { modelId, key },
          );
        }
        return read(modelId);
      });
    },
    delete(modelId, now) {
      return commit.submit(() => {
        const row = requireEver(modelId);
        bury.run(now, number(row, 'id'));
        return String(number(row, 'experiment'));
      });
    },
    search(request) {
      return readers.ask('searchLoggedModels', request);
    },
  };
}
