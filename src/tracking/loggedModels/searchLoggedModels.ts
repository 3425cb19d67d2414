// Finds logged models of some experiments by a filter and by what they were measured on, in an order, page by page.
import type { LoggedModel } from '../../model/loggedModel.ts';
import type { LoggedModelOrder, MeasuredOn } from '../../store/loggedModelStore.ts';
import type { Page } from '../../store/page.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { checkMaxResults } from '../checkMaxResults.ts';
import { refuse } from '../refuse.ts';
import { parseFilter } from '../search/parseFilter.ts';
import { orderTermOf } from '../search/parseOrderBy.ts';
import { loggedModelSearch } from '../search/vocabularies.ts';
import { openPageToken, sealPageToken } from './searchToken.ts';

/** One key to sort by; dataset fields are empty when any dataset will do. */
export interface LoggedModelSortKey {
  readonly fieldName: string;
  readonly isAscending: boolean;
  readonly datasetName: string;
  readonly datasetDigest: string;
}

export interface LoggedModelSearchRequest {
  /** Unknown ones have no models; none at all: nothing is found. */
  readonly experimentIds: readonly string[];
  readonly filter: string;
  /** Where not empty, only what was measured on these counts; the digest may be empty. */
  readonly datasets: readonly { readonly name: string; readonly digest: string }[];
  readonly orderBy: readonly LoggedModelSortKey[];
  readonly limit: number;
  /** The token of the page before; empty for the first. */
  readonly after: string;
}

export const mostLoggedModelsPerPage = 1000;
const mostDatasets = 100;
const mostSortKeys = 32;

/** @throws AssayError `request/invalid-field`, `request/bad-page-token`, `search/invalid-filter`, `search/invalid-order` */
export async function searchLoggedModels(
  context: TrackingContext,
  request: LoggedModelSearchRequest,
): Promise<Page<LoggedModel>> {
  if (request.datasets.length > mostDatasets)
    throw refuse(`At most ${mostDatasets} datasets can be searched by.`);
  if (request.orderBy.length > mostSortKeys)
    throw refuse(`At most ${mostSortKeys} order_by fields are supported.`);
  const limit = checkMaxResults(request.limit, mostLoggedModelsPerPage);
  const experimentIds = [...new Set(request.experimentIds.map(experimentIdOf))];
  const datasets = request.datasets.map(measuredOn);
  const filter = parseFilter(request.filter, loggedModelSearch);
  const orderBy = request.orderBy.map(orderOf);
  const question = { experimentIds, filter, orderBy };
  const after = request.after === '' ? null : openPageToken(request.after, question);
  const { items, next } = await context.store.loggedModels.search({
    experimentIds,
    filter,
    datasets,
    orderBy,
    limit,
    after,
  });
  return { items, next: next === null ? null : sealPageToken(next, question) };
}

function measuredOn({ name, digest }: { readonly name: string; readonly digest: string }): MeasuredOn {
  if (name === '') throw refuse('`dataset_name` in the `datasets` clause must be specified.');
  return { name, digest: digest === '' ? null : digest };
}

function orderOf({
  fieldName,
  isAscending,
  datasetName,
  datasetDigest,
}: LoggedModelSortKey): LoggedModelOrder {
  const { field, descending } = orderTermOf(fieldName, isAscending, loggedModelSearch);
  if (field.entity !== 'metric') return { entity: 'attribute', key: field.key, descending, measuredOn: null };
  const isAny = datasetName === '' && datasetDigest === '';
  return {
    entity: 'metric',
    key: field.key,
    descending,
    measuredOn: isAny
      ? null
      : {
          name: datasetName === '' ? null : datasetName,
          digest: datasetDigest === '' ? null : datasetDigest,
        },
  };
}
