// Finds experiments by a filter, in an order, page by page.
import type { Experiment } from '../../model/experiment.ts';
import type { Page, View } from '../../store/page.ts';
import { checkMaxResults } from '../checkMaxResults.ts';
import type { TrackingContext } from '../context.ts';
import { parseFilter } from '../search/parseFilter.ts';
import { parseOrderBy } from '../search/parseOrderBy.ts';
import { experimentSearch } from '../search/vocabularies.ts';

export interface ExperimentSearch {
  readonly limit: number;
  /** The token of the page before; empty for the first. */
  readonly after: string;
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: View;
}

const mostPerPage = 50_000;

/** The order of a search that names none. */
const newestFirst = ['creation_time DESC', 'experiment_id ASC'];

/** @throws AssayError `request/invalid-field`, `request/bad-page-token`, `search/invalid-filter`, `search/invalid-order` */
export async function searchExperiments(
  context: TrackingContext,
  { limit, after, filter, orderBy, view }: ExperimentSearch,
): Promise<Page<Experiment>> {
  return context.store.experiments.search({
    limit: checkMaxResults(limit, mostPerPage),
    after: after === '' ? null : after,
    filter: parseFilter(filter, experimentSearch),
    orderBy: parseOrderBy(orderBy.length === 0 ? newestFirst : orderBy, experimentSearch),
    view,
  });
}
