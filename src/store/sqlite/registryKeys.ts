// Finds the rows of registered models and versions, or refuses. Shared by everything that writes to the registry.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { GroupCommit } from './groupCommit.ts';
import { number, type Row } from './columns.ts';
import type { Readers } from './readers.ts';
import type { RecordHappening } from './registryHistory.ts';
import { type RegistryReader, versionColumns } from './registryRows.ts';

/** What the parts of the registry are given. */
export interface RegistryParts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
  readonly reader: RegistryReader;
  readonly keys: RegistryKeys;
  readonly record: RecordHappening;
}

export class RegistryKeys {
  readonly #model;
  readonly #version;
  readonly #touch;

  constructor(db: DatabaseSync) {
    this.#model = db.prepare('SELECT * FROM registered_model WHERE name = ?');
    this.#version = db.prepare(
      `SELECT ${versionColumns} FROM registered_model m JOIN model_version v ON v.model = m.id
       WHERE m.name = ? AND v.version = ? AND v.deleted = 0`,
    );
    this.#touch = db.prepare('UPDATE registered_model SET updated = ? WHERE id = ?');
  }

  findModel(name: string): Row | undefined {
    return this.#model.get(name);
  }

  /** @throws AssayError `registry/model-not-found` */
  model(name: string): Row {
    const row = this.findModel(name);
    if (row === undefined) {
      throw new AssayError('registry/model-not-found', `Registered Model with name=${name} not found`, {
        name,
      });
    }
    return row;
  }

  /** @throws AssayError `registry/model-not-found` */
  modelId(name: string): number {
    return number(this.model(name), 'id');
  }

  findVersion(name: string, version: number): Row | undefined {
    return Number.isSafeInteger(version) ? this.#version.get(name, version) : undefined;
  }

  /** @throws AssayError `registry/version-not-found` */
  version(name: string, version: number): Row {
    const row = this.findVersion(name, version);
    if (row === undefined) {
      throw new AssayError(
        'registry/version-not-found',
        `Model Version (name=${name}, version=${version}) not found`,
        { name, version },
      );
    }
    return row;
  }

  /** Something of the model changed. */
  touch(model: number, now: number): void {
    this.#touch.run(now, model);
  }
}
