// Finds registered models and model versions by a filter, in an order, page by page. Prompts only when asked for.
import type { ModelVersion, RegisteredModel } from '../../model/registeredModel.ts';
import type { Page, SearchRequest } from '../../store/page.ts';
import type { TrackingContext } from '../context.ts';
import { refuse } from '../refuse.ts';
import { parseFilter } from '../search/parseFilter.ts';
import { parseOrderBy } from '../search/parseOrderBy.ts';
import { hidePrompts } from '../search/promptVisibility.ts';
import { modelVersionSearch, registeredModelSearch } from '../search/vocabularies.ts';
import type { Vocabulary } from '../search/vocabulary.ts';

export interface RegistrySearch {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly limit: number;
  /** The token of the page before; empty for the first. */
  readonly after: string;
}

export const mostModelsPerPage = 1000;
export const mostVersionsPerPage = 200_000;

/** @throws AssayError `request/invalid-field`, `request/bad-page-token`, `search/invalid-filter`, `search/invalid-order` */
export async function searchRegisteredModels(
  context: TrackingContext,
  search: RegistrySearch,
): Promise<Page<RegisteredModel>> {
  checkLimit(search.limit, mostModelsPerPage, 'Invalid value for request parameter max_results');
  return context.store.registry.searchModels(understood(search, registeredModelSearch));
}

/** @throws AssayError `request/invalid-field`, `request/bad-page-token`, `search/invalid-filter`, `search/invalid-order` */
export async function searchModelVersions(
  context: TrackingContext,
  search: RegistrySearch,
): Promise<Page<ModelVersion>> {
  checkLimit(search.limit, mostVersionsPerPage, 'Invalid value for max_results');
  return context.store.registry.searchVersions(understood(search, modelVersionSearch));
}

function understood(search: RegistrySearch, vocabulary: Vocabulary): SearchRequest {
  return {
    filter: hidePrompts(parseFilter(search.filter, vocabulary)),
    orderBy: parseOrderBy(search.orderBy, vocabulary),
    view: 'active',
    limit: search.limit,
    after: search.after === '' ? null : search.after,
  };
}

function checkLimit(asked: number, most: number, wording: string): void {
  if (asked < 1) throw refuse(`${wording}. It must be a positive integer, but got ${asked}`);
  if (asked > most) throw refuse(`${wording}. It must be at most ${most}, but got value ${asked}`);
}
