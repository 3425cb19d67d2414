// Searching evaluation datasets, and reading their records page by page.
import type { DatabaseSync } from 'node:sqlite';
import type { DatasetRecord, EvaluationDataset } from '../../../model/evaluationDataset.ts';
import type { EvaluationDatasetSearch } from '../../evaluationDatasetStore.ts';
import type { Page, PageRequest } from '../../page.ts';
import { datasetReader, recordOf } from '../evaluationDatasetRows.ts';
import { isRowId } from '../experimentRow.ts';
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
import { always, fragment } from './fragment.ts';

const tables: EntityTables = {
  attributes: {
    name: textColumn('d.name'),
    created_by: nullableText('d.created_by'),
    last_updated_by: nullableText('d.updated_by'),
    created_time: numberColumn('d.created'),
    last_update_time: numberColumn('d.updated'),
  },
  // A tag without a value is as good as absent.
  tag: { table: 'evaluation_dataset_tag', ownerIs: 'k.dataset = d.id AND k.value IS NOT NULL' },
};

export function searchEvaluationDatasets(
  db: DatabaseSync,
  request: EvaluationDatasetSearch,
): Page<EvaluationDataset> {
  const experiments = request.experimentIds?.filter(isRowId).map(Number) ?? null;
  const byId = sortTerm('sort_id', textColumn('d.dataset_id'), false);
  const newestFirst = sortTerm('sort_created', numberColumn('d.created'), true);
  const { rows, next } = readPage(
    db,
    {
      columns: 'd.*',
      from: fragment('evaluation_dataset d'),
      where: [
        experiments === null
          ? always
          : fragment(
              `EXISTS (SELECT 1 FROM evaluation_dataset_experiment e
                 WHERE e.dataset = d.id AND e.experiment IN (SELECT value FROM json_each(?)))`,
              JSON.stringify(experiments),
            ),
        filterOf(request.filter, tables),
      ],
      terms: sortTermsOf(request.orderBy, tables.attributes, [newestFirst, byId]),
      question: ['evaluation datasets', experiments, request.filter, request.orderBy],
    },
    request,
  );
  return { items: rows.map(datasetReader(db)), next };
}

export interface RecordsRequest extends PageRequest {
  readonly datasetId: string;
}

export function evaluationDatasetRecords(db: DatabaseSync, request: RecordsRequest): Page<DatasetRecord> {
  const { rows, next } = readPage(
    db,
    {
      columns: 'e.*',
      from: fragment('evaluation_record e'),
      where: [
        fragment('e.dataset = (SELECT id FROM evaluation_dataset WHERE dataset_id = ?)', request.datasetId),
      ],
      terms: [sortTerm('sort_id', numberColumn('e.id'), false)],
      question: ['evaluation records', request.datasetId],
    },
    request,
  );
  return { items: rows.map(recordOf), next };
}
