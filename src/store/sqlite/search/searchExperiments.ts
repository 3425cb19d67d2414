// Searching experiments: filter, order and page in one statement.
import type { DatabaseSync } from 'node:sqlite';
import type { Experiment } from '../../../model/experiment.ts';
import type { Comparison, OrderTerm } from '../../../model/filter.ts';
import type { Page, SearchRequest } from '../../page.ts';
import { number, text } from '../columns.ts';
import { experimentOf } from '../experimentRow.ts';
import { compareNumber, compareText, compileFilter } from './compileFilter.ts';
import { always, type Fragment, fragment, junction } from './fragment.ts';
import { afterCursor, cursorOf, orderByClause, sortColumns, type SortTerm } from './keyset.ts';

const columns: Readonly<Record<string, { readonly sql: string; readonly isText: boolean }>> = {
  name: { sql: 'e.name', isText: true },
  experiment_id: { sql: 'e.id', isText: false },
  creation_time: { sql: 'e.created', isText: false },
  last_update_time: { sql: 'e.updated', isText: false },
};

export function searchExperiments(db: DatabaseSync, request: SearchRequest): Page<Experiment> {
  const terms = sortTerms(request.orderBy);
  const question = ['experiments', request.filter, request.orderBy, request.view];
  const where = junction('AND', [
    request.view === 'all' ? always : fragment('e.deleted = ?', request.view === 'deleted' ? 1 : 0),
    request.filter === null ? always : compileFilter(request.filter, compileComparison),
    request.after === null ? always : afterCursor(request.after, terms, question),
  ]);
  const rows = db
    .prepare(
      `SELECT e.*, ${sortColumns(terms)} FROM experiment e WHERE ${where.sql} ORDER BY ${orderByClause(terms)} LIMIT ?`,
    )
    .all(...where.bindings, request.limit + 1);
  const page = rows.slice(0, request.limit);
  const tags = db.prepare('SELECT key, value FROM experiment_tag WHERE experiment = ? ORDER BY key');
  const last = page.at(-1);
  return {
    items: page.map((row) =>
      experimentOf(
        row,
        tags.all(number(row, 'id')).map((tag) => ({ key: text(tag, 'key'), value: text(tag, 'value') })),
      ),
    ),
    next: rows.length > request.limit && last !== undefined ? cursorOf(last, terms, question) : null,
  };
}

/** Newest first where nothing is asked; the id settles ties, newest first. */
function sortTerms(orderBy: readonly OrderTerm[]): SortTerm[] {
  const terms = orderBy.flatMap((term, i): SortTerm[] => {
    const column = columns[term.field.key];
    return column === undefined
      ? []
      : [{ name: `sort_${i}`, value: column.sql, descending: term.descending, rank: null }];
  });
  if (terms.length === 0) {
    terms.push({ name: 'sort_default', value: 'e.updated', descending: true, rank: null });
  }
  return [...terms, { name: 'sort_id', value: 'e.id', descending: true, rank: null }];
}

function compileComparison(comparison: Comparison): Fragment {
  const { field, op } = comparison;
  if (field.entity === 'tag') {
    const tag = 'SELECT 1 FROM experiment_tag t WHERE t.experiment = e.id AND t.key = ?';
    if (op === 'is null') return fragment(`NOT EXISTS (${tag})`, field.key);
    if (op === 'is not null') return fragment(`EXISTS (${tag})`, field.key);
    const test = compareText('t.value', comparison);
    return fragment(`EXISTS (${tag} AND ${test.sql})`, field.key, ...test.bindings);
  }
  const column = columns[field.key];
  if (column === undefined) return fragment('0');
  // Ids are integers here and text on the wire.
  if (field.key === 'experiment_id') return compareText('CAST(e.id AS TEXT)', asText(comparison));
  return column.isText ? compareText(column.sql, comparison) : compareNumber(column.sql, comparison, null);
}

function asText(comparison: Comparison): Comparison {
  const { value } = comparison;
  return typeof value === 'number' || typeof value === 'bigint'
    ? { ...comparison, value: String(value) }
    : comparison;
}
