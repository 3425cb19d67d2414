// The tree between asking and running a search: what a filter or an order means. Not its text and not its SQL.

/** What is compared with what. Every operator is two-valued: a comparison holds or it does not, there is no "unknown". */
export type FilterOp =
  '=' | '!=' | '>' | '>=' | '<' | '<=' | 'like' | 'ilike' | 'in' | 'not in' | 'is null' | 'is not null';

/** What a key belongs to. `dataset` is a dataset input of a run: a run may have many. */
export type FieldEntity = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset';

/** One searchable thing, by its canonical name (aliases are resolved when the text is read). */
export interface FieldRef {
  readonly entity: FieldEntity;
  readonly key: string;
}

/**
 * One comparison.
 *
 * `value` fits `op`: a list of strings for `in` and `not in`, null for `is null` and `is not null`, a string for `like` and `ilike`,
 * else a string or a number. A number is a bigint only where a double could not hold it exactly (int64 attributes).
 *
 * A field that is absent satisfies no comparison but `is null`; that includes `!=` and `not in`.
 * A field with several values (`dataset`) satisfies a comparison when one of its values does.
 */
export interface Comparison {
  readonly kind: 'compare';
  readonly field: FieldRef;
  readonly op: FilterOp;
  readonly value: FilterValue;
}

export type FilterValue = string | number | bigint | readonly string[] | null;

/** All of the terms, or any of them; there are at least two. */
export interface Junction {
  readonly kind: 'and' | 'or';
  readonly terms: readonly Filter[];
}

/** Holds exactly when `term` does not; so `NOT params.a = 'x'` holds for a run without that param. */
export interface Negation {
  readonly kind: 'not';
  readonly term: Filter;
}

export type Filter = Junction | Negation | Comparison;

/** One key to sort by. Absent values come last in both directions, NaN just before them. */
export interface OrderTerm {
  readonly field: FieldRef;
  readonly descending: boolean;
}
