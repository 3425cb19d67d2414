// The registry in SQLite: models, versions and aliases put together into one port.
import type { DatabaseSync } from 'node:sqlite';
import type { RegistryStore } from '../registryStore.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Readers } from './readers.ts';
import { registryAliases } from './registryAliases.ts';
import { historyWriter } from './registryHistory.ts';
import { RegistryKeys } from './registryKeys.ts';
import { registryModels } from './registryModels.ts';
import { registryReader } from './registryRows.ts';
import { registryVersions } from './registryVersions.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
}

export function sqliteRegistry({ db, commit, readers }: Parts): RegistryStore {
  const parts = {
    db,
    commit,
    readers,
    reader: registryReader(db),
    keys: new RegistryKeys(db),
    record: historyWriter(db),
  };
  return {
    ...registryModels(parts),
    ...registryVersions(parts),
    ...registryAliases(parts),
    history(name, page) {
      return readers.ask('registryHistory', { name, limit: page.limit, after: page.after });
    },
  };
}
