// What a filter means, on one record in memory. For small collections, and the measure against which engines are tested.
import type { Comparison, FieldRef, Filter } from '../../model/filter.ts';
import { likeMatches } from './likeMatches.ts';

/** What a field holds; null and undefined both mean that it is absent, a list that it has several values. */
export type FieldValue = string | number | bigint | null | undefined | readonly string[];

/**
 * Whether a record satisfies a filter.
 *
 * - An absent field satisfies no comparison but `is null`; `NOT` turns that around, so `NOT params.a = 'x'` holds where `a` is absent.
 * - NaN is present, differs from every number, and is neither above nor below any (IEEE 754).
 * - A text compared with a number, or the reverse, is never equal nor unequal: the comparison does not hold.
 * - Integers are compared exactly, beyond 2^53 too.
 *
 * @param lookup what the record holds under a field
 */
export function matchesFilter(filter: Filter, lookup: (field: FieldRef) => FieldValue): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => matchesFilter(term, lookup));
    case 'or':
      return filter.terms.some((term) => matchesFilter(term, lookup));
    case 'not':
      return !matchesFilter(filter.term, lookup);
    case 'compare':
      return holds(filter, lookup(filter.field));
  }
}

function holds(comparison: Comparison, found: FieldValue): boolean {
  const values = found === null || found === undefined ? [] : typeof found === 'object' ? found : [found];
  if (comparison.op === 'is null') return values.length === 0;
  if (comparison.op === 'is not null') return values.length > 0;
  return values.some((value) =>
    typeof value === 'string' ? textHolds(comparison, value) : numberHolds(comparison, value),
  );
}

function textHolds({ op, value }: Comparison, text: string): boolean {
  if (op === 'in' || op === 'not in') {
    return Array.isArray(value) && value.includes(text) === (op === 'in');
  }
  if (typeof value !== 'string') return false;
  switch (op) {
    case '=':
      return text === value;
    case '!=':
      return text !== value;
    case 'like':
      return likeMatches(text, value, false);
    case 'ilike':
      return likeMatches(text, value, true);
    default:
      return false;
  }
}

function numberHolds({ op, value }: Comparison, number: number | bigint): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  // `<` and `>` compare a number with a bigint exactly; equality is neither of them, unless one is NaN.
  const isEqual = number <= value && number >= value;
  switch (op) {
    case '=':
      return isEqual;
    case '!=':
      return !isEqual;
    case '>':
      return number > value;
    case '>=':
      return number >= value;
    case '<':
      return number < value;
    case '<=':
      return number <= value;
    default:
      return false;
  }
}
