// Finds runs of some experiments by a filter, in an order, page by page.
import type { Run } from '../../model/run.ts';
import type { Page, View } from '../../store/page.ts';
import { checkMaxResults } from '../checkMaxResults.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { parseFilter } from '../search/parseFilter.ts';
import { parseOrderBy } from '../search/parseOrderBy.ts';
import { runSearch } from '../search/vocabularies.ts';

export interface RunSearchRequest {
  /** Unknown ones have no runs; none at all: nothing is found. */
  readonly experimentIds: readonly string[];
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: View;
  readonly limit: number;
  /** The token of the page before; empty for the first. */
  readonly after: string;
}

export const mostRunsPerPage = 50_000;

/** @throws AssayError `request/invalid-field`, `request/bad-page-token`, `search/invalid-filter`, `search/invalid-order` */
export async function searchRuns(context: TrackingContext, request: RunSearchRequest): Promise<Page<Run>> {
  return context.store.runs.search({
    experimentIds: [...new Set(request.experimentIds.map(experimentIdOf))],
    filter: parseFilter(request.filter, runSearch),
    orderBy: parseOrderBy(request.orderBy, runSearch),
    view: request.view,
    limit: checkMaxResults(request.limit, mostRunsPerPage),
    after: request.after === '' ? null : request.after,
  });
}
