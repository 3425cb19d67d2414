// Registered models in SQLite: names, descriptions, tags. Versions and aliases are beside it.
import { AssayError } from '../../model/errors.ts';
import type { RegisteredModel } from '../../model/registeredModel.ts';
import type { RegistryStore } from '../registryStore.ts';
import { number } from './columns.ts';
import type { RegistryParts } from './registryKeys.ts';

type Models = Pick<
  RegistryStore,
  | 'createModel'
  | 'model'
  | 'renameModel'
  | 'describeModel'
  | 'deleteModel'
  | 'setModelTag'
  | 'deleteModelTag'
  | 'searchModels'
>;

export function registryModels({ db, commit, readers, reader, keys, record }: RegistryParts): Models {
  const insert = db.prepare(
    'INSERT INTO registered_model (name, description, created, updated) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const setName = db.prepare('UPDATE registered_model SET name = ?, updated = ? WHERE id = ?');
  const touchVersions = db.prepare('UPDATE model_version SET updated = ? WHERE model = ? AND deleted = 0');
  const setDescription = db.prepare('UPDATE registered_model SET description = ?, updated = ? WHERE id = ?');
  const upsertTag = db.prepare(
    `INSERT INTO registered_model_tag (model, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const removeTag = db.prepare('DELETE FROM registered_model_tag WHERE model = ? AND key = ?');
  const removals = [
    'DELETE FROM model_version_tag WHERE version IN (SELECT id FROM model_version WHERE model = ?)',
    'DELETE FROM model_version WHERE model = ?',
    'DELETE FROM registered_model_alias WHERE model = ?',
    'DELETE FROM registered_model_tag WHERE model = ?',
    'DELETE FROM registered_model WHERE id = ?',
  ].map((sql) => db.prepare(sql));

  function read(name: string): RegisteredModel {
    return reader.model(keys.model(name));
  }

  function requireFree(name: string): void {
    if (keys.findModel(name) === undefined) return;
    throw new AssayError('registry/model-exists', `Registered Model (name=${name}) already exists.`, {
      name,
    });
  }

  return {
    createModel({ name, description, tags }, act) {
      return commit.submit(() => {
        requireFree(name);
        const row = insert.get(name, description, act.now, act.now);
        if (row === undefined) throw new Error('the new registered model has no row id');
        const id = number(row, 'id');
        for (const tag of tags) upsertTag.run(id, tag.key, tag.value);
        record({ model: id, name, kind: 'model-created' }, act);
        return read(name);
      });
    },
    async model(name) {
      const row = keys.findModel(name);
      return row === undefined ? undefined : reader.model(row);
    },
    renameModel(name, newName, act) {
      return commit.submit(() => {
        const id = keys.modelId(name);
        if (newName !== name) requireFree(newName);
        setName.run(newName, act.now, id);
        touchVersions.run(act.now, id);
        record({ model: id, name: newName, kind: 'model-renamed', from: name, to: newName }, act);
        return read(newName);
      });
    },
    describeModel(name, description, now) {
      return commit.submit(() => {
        setDescription.run(description, now, keys.modelId(name));
        return read(name);
      });
    },
    deleteModel(name, act) {
      return commit.submit(() => {
        const id = keys.modelId(name);
        record({ model: id, name, kind: 'model-deleted' }, act);
        for (const removal of removals) removal.run(id);
      });
    },
    setModelTag(name, tag) {
      return commit.submit(() => {
        upsertTag.run(keys.modelId(name), tag.key, tag.value);
      });
    },
    deleteModelTag(name, key) {
      return commit.submit(() => {
        removeTag.run(keys.modelId(name), key);
      });
    },
    searchModels(request) {
      return readers.ask('searchRegisteredModels', request);
    },
  };
}
