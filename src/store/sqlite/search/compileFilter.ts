// Turns a filter tree into SQL; how one comparison looks is given by whoever knows the tables.
import { AssayError } from '../../../model/errors.ts';
import type { Comparison, Filter } from '../../../model/filter.ts';
import { type Fragment, fragment, junction } from './fragment.ts';

/** SQL of one comparison. It must be two-valued (never NULL), or NOT would mean something else. */
export type CompileComparison = (comparison: Comparison) => Fragment;

export function compileFilter(filter: Filter, compile: CompileComparison): Fragment {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return junction(
        filter.kind === 'and' ? 'AND' : 'OR',
        filter.terms.map((term) => compileFilter(term, compile)),
      );
    case 'not': {
      const term = compileFilter(filter.term, compile);
      return fragment(`NOT ${term.sql}`, ...term.bindings);
    }
    case 'compare':
      return compile(filter);
  }
}

/** SQLite's own limit is 50,000 bytes, and it answers with a failure instead of a refusal. */
const longestPattern = 5_000;

/**
 * Compares a text expression. The expression must not be NULL where the result matters: `absent = false` is the caller's EXISTS or guard.
 */
export function compareText(expression: string, { op, value }: Comparison): Fragment {
  switch (op) {
    case '=':
    case '!=':
      if (typeof value !== 'string') return fragment('0');
      return fragment(`${expression} ${op === '=' ? '=' : '<>'} ?`, value);
    case 'like':
    case 'ilike': {
      if (typeof value !== 'string') return fragment('0');
      if (value.length > longestPattern) {
        throw new AssayError(
          'search/invalid-filter',
          `A LIKE pattern may have at most ${longestPattern} characters; this one has ${value.length}.`,
        );
      }
      return op === 'like'
        ? fragment(`${expression} LIKE ?`, value)
        : fragment(`fold(${expression}) LIKE fold(?)`, value);
    }
    case 'in':
    case 'not in': {
      if (!Array.isArray(value)) return fragment('0');
      return fragment(
        `${expression} ${op === 'in' ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(?))`,
        JSON.stringify(value),
      );
    }
    case 'is null':
      return fragment(`${expression} IS NULL`);
    case 'is not null':
      return fragment(`${expression} IS NOT NULL`);
    default:
      // Text has no order in the grammar.
      return fragment('0');
  }
}

/**
 * Compares a number expression.
 *
 * @param nan SQL that says when the expression is NaN, or null when it never is: NaN differs from every number
 */
export function compareNumber(expression: string, { op, value }: Comparison, nan: string | null): Fragment {
  if (op === 'is null') return fragment(`${expression} IS NULL`);
  if (op === 'is not null') return fragment(`${expression} IS NOT NULL`);
  if (typeof value !== 'number' && typeof value !== 'bigint') return fragment('0');
  switch (op) {
    case '=':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return fragment(`${expression} ${op} ?`, value);
    case '!=':
      return nan === null
        ? fragment(`${expression} <> ?`, value)
        : fragment(`(${nan} OR ${expression} <> ?)`, value);
    default:
      return fragment('0');
  }
}
