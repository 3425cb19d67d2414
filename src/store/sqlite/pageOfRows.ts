// One page of a question with one order: keyset cursors over plain columns. Not filters.
import type { DatabaseSync } from 'node:sqlite';
import type { Page, PageRequest } from '../page.ts';
import type { Row } from './columns.ts';
import { preparedStatement } from './preparedStatement.ts';
import type { Binding } from './search/fragment.ts';
import { afterCursor, cursorOf, orderByClause, sortColumns, type SortTerm } from './search/keyset.ts';

export interface RowQuestion<T> {
  readonly columns: string;
  readonly from: string;
  /** Conditions that all hold. */
  readonly where: readonly { readonly sql: string; readonly bindings: readonly Binding[] }[];
  readonly order: readonly SortTerm[];
  readonly read: (row: Row) => T;
}

/** @throws AssayError `request/bad-page-token` when `page.after` is not of this question */
export function pageOfRows<T>(db: DatabaseSync, question: RowQuestion<T>, page: PageRequest): Page<T> {
  const named = [question.from, question.where];
  const where =
    page.after === null
      ? question.where
      : [...question.where, afterCursor(page.after, question.order, named)];
  const condition = where.length === 0 ? '' : `WHERE ${where.map(({ sql }) => `(${sql})`).join(' AND ')}`;
  const rows: readonly Row[] = preparedStatement(
    db,
    `SELECT ${question.columns}, ${sortColumns(question.order)} FROM ${question.from} ${condition}
     ORDER BY ${orderByClause(question.order)} LIMIT ?`,
    false,
  ).all(...where.flatMap(({ bindings }) => bindings), page.limit + 1);
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: items.map(question.read),
    next: rows.length > items.length && last !== undefined ? cursorOf(last, question.order, named) : null,
  };
}
