// Searching registered models and model versions.
import type { DatabaseSync } from 'node:sqlite';
import type { ModelVersion, RegisteredModel, RegistryEvent } from '../../../model/registeredModel.ts';
import type { Page, PageRequest, SearchRequest } from '../../page.ts';
import { number, numberOrNull, text, textOrNull } from '../columns.ts';
import { readModelVersions, registryReader, versionColumns } from '../registryRows.ts';
import {
  type EntityTables,
  filterOf,
  nullableText,
  numberColumn,
  readPage,
  sortTerm,
  sortTermsOf,
  textColumn,
} from './entitySearch.ts';
import { fragment } from './fragment.ts';

const models: EntityTables = {
  attributes: {
    name: textColumn('m.name'),
    creation_timestamp: numberColumn('m.created'),
    last_updated_timestamp: numberColumn('m.updated'),
  },
  tag: { table: 'registered_model_tag', ownerIs: 'k.model = m.id' },
};

const versions: EntityTables = {
  attributes: {
    name: textColumn('m.name'),
    version_number: numberColumn('v.version'),
    run_id: nullableText('v.run_id'),
    source_path: textColumn('v.source'),
    creation_timestamp: numberColumn('v.created'),
    last_updated_timestamp: numberColumn('v.updated'),
  },
  tag: { table: 'model_version_tag', ownerIs: 'k.version = v.id' },
};

export function searchRegisteredModels(db: DatabaseSync, request: SearchRequest): Page<RegisteredModel> {
  const { rows, next } = readPage(
    db,
    {
      columns: 'm.*',
      from: fragment('registered_model m'),
      where: [filterOf(request.filter, models)],
      terms: sortTermsOf(request.orderBy, models.attributes, [
        sortTerm('sort_name', textColumn('m.name'), false),
      ]),
      question: ['registered models', request.filter, request.orderBy],
    },
    request,
  );
  return { items: rows.map(registryReader(db).model), next };
}

export function searchModelVersions(db: DatabaseSync, request: SearchRequest): Page<ModelVersion> {
  const settling = [
    sortTerm('sort_name', textColumn('m.name'), false),
    sortTerm('sort_version', numberColumn('v.version'), true),
  ];
  const newestFirst = sortTerm('sort_updated', numberColumn('v.updated'), true);
  const { rows, next } = readPage(
    db,
    {
      columns: versionColumns,
      from: fragment('model_version v JOIN registered_model m ON m.id = v.model'),
      where: [fragment('v.deleted = 0'), filterOf(request.filter, versions)],
      terms: sortTermsOf(
        request.orderBy,
        versions.attributes,
        request.orderBy.length === 0 ? [newestFirst, ...settling] : settling,
      ),
      question: ['model versions', request.filter, request.orderBy],
    },
    request,
  );
  return { items: readModelVersions(db, rows), next };
}

export interface HistoryRequest extends PageRequest {
  readonly name: string;
}

export function registryHistory(db: DatabaseSync, request: HistoryRequest): Page<RegistryEvent> {
  const { rows, next } = readPage(
    db,
    {
      columns: 'h.*',
      from: fragment('registry_event h'),
      // Every model that ever had this name, so that a rename or a deletion hides nothing.
      where: [fragment('h.model IN (SELECT model FROM registry_event WHERE name = ?)', request.name)],
      terms: [sortTerm('sort_id', numberColumn('h.id'), true)],
      question: ['registry history', request.name],
    },
    request,
  );
  return {
    items: rows.map((row) => ({
      at: number(row, 'at'),
      name: text(row, 'name'),
      version: numberOrNull(row, 'version'),
      // Written only through the type of the event.
      kind: text(row, 'kind') as RegistryEvent['kind'],
      alias: textOrNull(row, 'alias'),
      from: textOrNull(row, 'came_from'),
      to: textOrNull(row, 'went_to'),
      by: textOrNull(row, 'by_whom'),
    })),
    next,
  };
}
