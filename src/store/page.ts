// How long answers are cut into pages: keyset cursors that stay right while rows are inserted. Not offsets.
import type { Filter, OrderTerm } from '../model/filter.ts';

/** Which life-cycle stages a search sees. */
export type View = 'active' | 'deleted' | 'all';

export interface PageRequest {
  /** Most items in the answer; integer ≥ 1. */
  readonly limit: number;
  /** `next` of the page before, or null for the first page. @throws AssayError `request/bad-page-token` when not of this question */
  readonly after: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly next: string | null;
}

/** A search over one kind of record. */
export interface SearchRequest extends PageRequest {
  readonly filter: Filter | null;
  readonly orderBy: readonly OrderTerm[];
  readonly view: View;
}
