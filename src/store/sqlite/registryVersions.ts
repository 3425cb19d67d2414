// Model versions in SQLite: numbers that are never given twice, stages, tags, tombstones.
import type { ModelVersion } from '../../model/registeredModel.ts';
import type { RegistryStore } from '../registryStore.ts';
import { number, text } from './columns.ts';
import { loggedModelNotFound } from './loggedModelRows.ts';
import type { RegistryParts } from './registryKeys.ts';
import { versionColumns } from './registryRows.ts';

type Versions = Pick<
  RegistryStore,
  | 'createVersion'
  | 'version'
  | 'describeVersion'
  | 'deleteVersion'
  | 'setStage'
  | 'setVersionTag'
  | 'deleteVersionTag'
  | 'searchVersions'
  | 'newestVersion'
>;

export function registryVersions({ db, commit, readers, reader, keys, record }: RegistryParts): Versions {
  const insert = db.prepare(
    `INSERT INTO model_version (model, version, description, source, download_uri, run_id, run_link, model_id, created, updated)
     VALUES (?, (SELECT coalesce(max(version), 0) + 1 FROM model_version WHERE model = ?), ?, ?, ?, ?, ?, ?, ?, ?)
     RETURNING id, version`,
  );
  const newest = db.prepare(
    `SELECT ${versionColumns} FROM model_version v JOIN registered_model m ON m.id = v.model
     WHERE v.model = ? AND v.deleted = 0 ORDER BY v.version DESC LIMIT 1`,
  );
  const othersInStage = db.prepare(
    'SELECT id, version FROM model_version WHERE model = ? AND stage = ? AND deleted = 0 AND id <> ?',
  );
  const setStage = db.prepare('UPDATE model_version SET stage = ?, updated = ? WHERE id = ?');
  const setDescription = db.prepare('UPDATE model_version SET description = ?, updated = ? WHERE id = ?');
  const bury = db.prepare(
    `UPDATE model_version SET deleted = 1, updated = ?, description = NULL, source = '', download_uri = '', run_id = NULL,
       run_link = NULL, model_id = NULL WHERE id = ?`,
  );
  const removeTags = db.prepare('DELETE FROM model_version_tag WHERE version = ?');
  const aliasesOf = db.prepare('SELECT alias FROM registered_model_alias WHERE model = ? AND version = ?');
  const removeAliases = db.prepare('DELETE FROM registered_model_alias WHERE model = ? AND version = ?');
  const upsertTag = db.prepare(
    `INSERT INTO model_version_tag (version, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const removeTag = db.prepare('DELETE FROM model_version_tag WHERE version = ? AND key = ?');
  const selectLogged = db.prepare('SELECT id FROM logged_model WHERE model_id = ? AND deleted = 0');
  const selectLoggedTag = db.prepare('SELECT value FROM logged_model_tag WHERE model = ? AND key = ?');
  const upsertLoggedTag = db.prepare(
    `INSERT INTO logged_model_tag (model, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );

  function read(name: string, version: number): ModelVersion {
    return reader.version(keys.version(name, version));
  }

  return {
    createVersion(version, act) {
      return commit.submit(() => {
        const { name, loggedModel } = version;
        const model = keys.modelId(name);
        const row = insert.get(
          model,
          model,
          version.description,
          version.source,
          version.downloadUri,
          version.runId,
          version.runLink,
          loggedModel?.modelId ?? null,
          act.now,
          act.now,
        );
        if (row === undefined) throw new Error('the new model version has no row id');
        const given = number(row, 'version');
        for (const tag of version.tags) upsertTag.run(number(row, 'id'), tag.key, tag.value);
        if (loggedModel !== null) {
          const logged = selectLogged.get(loggedModel.modelId);
          if (logged === undefined) throw loggedModelNotFound(loggedModel.modelId);
          const id = number(logged, 'id');
          const tag = selectLoggedTag.get(id, loggedModel.tagKey);
          const value = loggedModel.tagValue(tag === undefined ? undefined : text(tag, 'value'), given);
          upsertLoggedTag.run(id, loggedModel.tagKey, value);
        }
        keys.touch(model, act.now);
        record({ model, name, version: given, kind: 'version-created', to: version.source }, act);
        return read(name, given);
      });
    },
    async version(name, version) {
      const row = keys.findVersion(name, version);
      return row === undefined ? undefined : reader.version(row);
    },
    describeVersion(name, version, description, now) {
      return commit.submit(() => {
        setDescription.run(description, now, number(keys.version(name, version), 'id'));
        return read(name, version);
      });
    },
    deleteVersion(name, version, act) {
      return commit.submit(() => {
        const row = keys.version(name, version);
        const model = number(row, 'model');
        for (const alias of aliasesOf.all(model, version)) {
          record(
            {
              model,
              name,
              version,
              kind: 'alias-removed',
              alias: text(alias, 'alias'),
              from: String(version),
            },
            act,
          );
        }
        removeAliases.run(model, version);
        removeTags.run(number(row, 'id'));
        record({ model, name, version, kind: 'version-deleted', from: text(row, 'source') }, act);
        bury.run(act.now, number(row, 'id'));
        keys.touch(model, act.now);
      });
    },
    setStage(name, version, stage, archiveOthers, act) {
      return commit.submit(() => {
        const row = keys.version(name, version);
        const model = number(row, 'model');
        const id = number(row, 'id');
        const archived = archiveOthers ? othersInStage.all(model, stage, id) : [];
        for (const other of archived) {
          setStage.run('Archived', act.now, number(other, 'id'));
          record(
            {
              model,
              name,
              version: number(other, 'version'),
              kind: 'stage-moved',
              from: stage,
              to: 'Archived',
            },
            act,
          );
        }
        setStage.run(stage, act.now, id);
        record({ model, name, version, kind: 'stage-moved', from: text(row, 'stage'), to: stage }, act);
        keys.touch(model, act.now);
        return read(name, version);
      });
    },
    setVersionTag(name, version, tag) {
      return commit.submit(() => {
        upsertTag.run(number(keys.version(name, version), 'id'), tag.key, tag.value);
      });
    },
    deleteVersionTag(name, version, key) {
      return commit.submit(() => {
        removeTag.run(number(keys.version(name, version), 'id'), key);
      });
    },
    searchVersions(request) {
      return readers.ask('searchModelVersions', request);
    },
    async newestVersion(name) {
      const row = newest.get(keys.modelId(name));
      return row === undefined ? undefined : reader.version(row);
    },
  };
}
