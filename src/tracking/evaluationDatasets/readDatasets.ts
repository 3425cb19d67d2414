// Finds evaluation datasets and reads their records.
import { AssayError } from '../../model/errors.ts';
import type { DatasetRecord, EvaluationDataset } from '../../model/evaluationDataset.ts';
import type { Page } from '../../store/page.ts';
import { checkMaxResults } from '../checkMaxResults.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { parseFilter } from '../search/parseFilter.ts';
import { parseOrderBy } from '../search/parseOrderBy.ts';
import { evaluationDatasetSearch } from '../search/vocabularies.ts';

export interface DatasetSearchRequest {
  /** None: all datasets. */
  readonly experimentIds: readonly string[];
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly limit: number;
  /** The token of the page before; empty for the first. */
  readonly after: string;
}

const mostDatasetsPerPage = 50_000;
const mostRecordsPerPage = 50_000;

/** @throws AssayError `dataset/not-found` */
export async function getDataset(context: TrackingContext, datasetId: string): Promise<EvaluationDataset> {
  const dataset = await context.store.evaluationDatasets.get(datasetId);
  if (dataset === undefined) {
    throw new AssayError(
      'dataset/not-found',
      `Evaluation dataset with id '${datasetId.slice(0, 200)}' not found`,
      { datasetId: datasetId.slice(0, 200) },
    );
  }
  return dataset;
}

/** None for a dataset that is not there: clients ask this of datasets that may be gone. */
export async function experimentsOfDataset(
  context: TrackingContext,
  datasetId: string,
): Promise<readonly string[]> {
  const dataset = await context.store.evaluationDatasets.get(datasetId);
  return dataset?.experimentIds ?? [];
}

/** @throws AssayError `request/invalid-field`, `request/bad-page-token`, `search/invalid-filter`, `search/invalid-order` */
export async function searchDatasets(
  context: TrackingContext,
  request: DatasetSearchRequest,
): Promise<Page<EvaluationDataset>> {
  const experimentIds = request.experimentIds.map(experimentIdOf);
  return context.store.evaluationDatasets.search({
    experimentIds: experimentIds.length === 0 ? null : experimentIds,
    filter: parseFilter(request.filter, evaluationDatasetSearch),
    orderBy: parseOrderBy(request.orderBy, evaluationDatasetSearch),
    view: 'active',
    limit: checkMaxResults(request.limit, mostDatasetsPerPage),
    after: request.after === '' ? null : request.after,
  });
}

/** An unknown dataset has none. @throws AssayError `request/invalid-field`, `request/bad-page-token` */
export async function listDatasetRecords(
  context: TrackingContext,
  datasetId: string,
  limit: number,
  after: string,
): Promise<Page<DatasetRecord>> {
  return context.store.evaluationDatasets.records(datasetId, {
    limit: checkMaxResults(limit, mostRecordsPerPage),
    after: after === '' ? null : after,
  });
}
