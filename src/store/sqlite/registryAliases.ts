// Aliases of model versions in SQLite: names that point to one version and can be moved.
import type { RegistryStore } from '../registryStore.ts';
import { number } from './columns.ts';
import type { RegistryParts } from './registryKeys.ts';
import { versionColumns } from './registryRows.ts';

type Aliases = Pick<RegistryStore, 'setAlias' | 'deleteAlias' | 'versionByAlias'>;

export function registryAliases({ db, commit, reader, keys, record }: RegistryParts): Aliases {
  const select = db.prepare('SELECT version FROM registered_model_alias WHERE model = ? AND alias = ?');
  const upsert = db.prepare(
    `INSERT INTO registered_model_alias (model, alias, version) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET version = excluded.version`,
  );
  const remove = db.prepare('DELETE FROM registered_model_alias WHERE model = ? AND alias = ?');
  const resolve = db.prepare(
    `SELECT ${versionColumns} FROM registered_model_alias a JOIN registered_model m ON m.id = a.model
     JOIN model_version v ON v.model = a.model AND v.version = a.version
     WHERE a.model = ? AND a.alias = ? AND v.deleted = 0`,
  );

  function pointsTo(model: number, alias: string): string | null {
    const row = select.get(model, alias);
    return row === undefined ? null : String(number(row, 'version'));
  }

  return {
    setAlias(name, alias, version, act) {
      return commit.submit(() => {
        const model = number(keys.version(name, version), 'model');
        const from = pointsTo(model, alias);
        upsert.run(model, alias, version);
        record({ model, name, version, kind: 'alias-moved', alias, from, to: String(version) }, act);
      });
    },
    deleteAlias(name, alias, act) {
      return commit.submit(() => {
        const model = keys.modelId(name);
        const from = pointsTo(model, alias);
        if (from === null) return;
        remove.run(model, alias);
        record({ model, name, version: Number(from), kind: 'alias-removed', alias, from }, act);
      });
    },
    async versionByAlias(name, alias) {
      const row = resolve.get(keys.modelId(name), alias);
      return row === undefined ? undefined : reader.version(row);
    },
  };
}
