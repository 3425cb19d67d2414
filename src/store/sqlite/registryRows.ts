// Puts registered models and model versions together from their rows; the caller says which rows.
import type { DatabaseSync } from 'node:sqlite';
import { type ModelVersion, type RegisteredModel, type Stage, stages } from '../../model/registeredModel.ts';
import type { Tag } from '../../model/run.ts';
import { number, type Row, text, textOrNull } from './columns.ts';

/** Columns of a version with its model's name, from `model_version v JOIN registered_model m`. */
export const versionColumns = `v.id, v.model, m.name, v.version, v.stage, v.description, v.source, v.download_uri, v.run_id, v.run_link,
  v.model_id, v.created, v.updated`;

export interface RegistryReader {
  /** @param row of `registered_model` */
  readonly model: (row: Row) => RegisteredModel;
  /** @param row with {@link versionColumns} */
  readonly version: (row: Row) => ModelVersion;
}

export function registryReader(db: DatabaseSync): RegistryReader {
  const modelTags = db.prepare('SELECT key, value FROM registered_model_tag WHERE model = ? ORDER BY key');
  const versionTags = db.prepare('SELECT key, value FROM model_version_tag WHERE version = ? ORDER BY key');
  const modelAliases = db.prepare(
    'SELECT alias, version FROM registered_model_alias WHERE model = ? ORDER BY alias',
  );
  const versionAliases = db.prepare(
    'SELECT alias FROM registered_model_alias WHERE model = ? AND version = ? ORDER BY alias',
  );
  const newestInStage = db.prepare(
    `SELECT ${versionColumns} FROM model_version v JOIN registered_model m ON m.id = v.model
     WHERE v.model = ? AND v.stage = ? AND v.deleted = 0 ORDER BY v.version DESC LIMIT 1`,
  );

  function version(row: Row): ModelVersion {
    return versionOf(
      row,
      versionTags.all(number(row, 'id')).map(tagOf),
      versionAliases.all(number(row, 'model'), number(row, 'version')).map((alias) => text(alias, 'alias')),
    );
  }

  function latestVersions(model: number): ModelVersion[] {
    return stages
      .map((stage) => newestInStage.get(model, stage))
      .filter((row) => row !== undefined)
      .map(version)
      .sort((a, b) => a.version - b.version);
  }

  function model(row: Row): RegisteredModel {
    const id = number(row, 'id');
    return {
      name: text(row, 'name'),
      creationTime: number(row, 'created'),
      lastUpdateTime: number(row, 'updated'),
      description: textOrNull(row, 'description'),
      tags: modelTags.all(id).map(tagOf),
      aliases: modelAliases
        .all(id)
        .map((alias) => ({ alias: text(alias, 'alias'), version: number(alias, 'version') })),
      latestVersions: latestVersions(id),
    };
  }

  return { model, version };
}

/**
 * As {@link registryReader}'s `version`, for many: a handful of statements whatever their number.
 *
 * @param rows with {@link versionColumns}
 */
export function readModelVersions(db: DatabaseSync, rows: readonly Row[]): ModelVersion[] {
  const ids = JSON.stringify(rows.map((row) => number(row, 'id')));
  const tags = new Map<number, Tag[]>();
  for (const row of db
    .prepare(
      'SELECT version, key, value FROM model_version_tag WHERE version IN (SELECT value FROM json_each(?)) ORDER BY version, key',
    )
    .iterate(ids)) {
    add(tags, number(row, 'version'), tagOf(row));
  }
  const aliases = new Map<number, string[]>();
  for (const row of db
    .prepare(
      `SELECT v.id, a.alias FROM model_version v JOIN registered_model_alias a ON a.model = v.model AND a.version = v.version
       WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY v.id, a.alias`,
    )
    .iterate(ids)) {
    add(aliases, number(row, 'id'), text(row, 'alias'));
  }
  return rows.map((row) => {
    const id = number(row, 'id');
    return versionOf(row, tags.get(id) ?? [], aliases.get(id) ?? []);
  });
}

function versionOf(row: Row, tags: readonly Tag[], aliases: readonly string[]): ModelVersion {
  return {
    name: text(row, 'name'),
    version: number(row, 'version'),
    creationTime: number(row, 'created'),
    lastUpdateTime: number(row, 'updated'),
    // Written only through the Stage type.
    stage: text(row, 'stage') as Stage,
    description: textOrNull(row, 'description'),
    source: text(row, 'source'),
    downloadUri: text(row, 'download_uri'),
    runId: textOrNull(row, 'run_id'),
    runLink: textOrNull(row, 'run_link'),
    modelId: textOrNull(row, 'model_id'),
    tags,
    aliases,
  };
}

function add<T>(lists: Map<number, T[]>, owner: number, item: T): void {
  const list = lists.get(owner);
  if (list === undefined) lists.set(owner, [item]);
  else list.push(item);
}

function tagOf(row: Row): Tag {
  return { key: text(row, 'key'), value: text(row, 'value') };
}
