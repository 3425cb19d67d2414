// Searching records that are one row with tags beside it: registry entries, logged models, evaluation datasets. Runs have their own way.
import type { DatabaseSync } from 'node:sqlite';
import type { Comparison, Filter, OrderTerm } from '../../../model/filter.ts';
import type { PageRequest } from '../../page.ts';
import type { Row } from '../columns.ts';
import { compareNumber, compareText, compileFilter } from './compileFilter.ts';
import { always, type Fragment, fragment, junction } from './fragment.ts';
import { afterCursor, cursorOf, orderByClause, sortColumns, type SortTerm } from './keyset.ts';

/** A column that is searched and sorted as an attribute. */
export interface AttributeColumn {
  readonly sql: string;
  readonly isText: boolean;
  readonly isNullable: boolean;
}

/** Values under keys in a table of their own; `ownerIs` joins it, as alias `k`, to the row searched. */
export interface KeyedTable {
  readonly table: string;
  readonly ownerIs: string;
}

export interface EntityTables {
  readonly attributes: Readonly<Record<string, AttributeColumn>>;
  readonly tag: KeyedTable;
  readonly param?: KeyedTable;
}

export const textColumn = (sql: string): AttributeColumn => ({ sql, isText: true, isNullable: false });
export const nullableText = (sql: string): AttributeColumn => ({ sql, isText: true, isNullable: true });
export const numberColumn = (sql: string): AttributeColumn => ({ sql, isText: false, isNullable: false });

/** SQL of a filter; what the tables do not know never holds. */
export function filterOf(filter: Filter | null, tables: EntityTables): Fragment {
  return filter === null ? always : compileFilter(filter, (comparison) => testOf(comparison, tables));
}

/** Two-valued SQL of one comparison on an attribute, tag or param. */
export function testOf(comparison: Comparison, tables: EntityTables): Fragment {
  const { field } = comparison;
  switch (field.entity) {
    case 'attribute': {
      const column = Object.hasOwn(tables.attributes, field.key) ? tables.attributes[field.key] : undefined;
      return column === undefined ? fragment('0') : attributeTest(column, comparison);
    }
    case 'tag':
      return keyedTest(tables.tag, comparison);
    case 'param':
      return tables.param === undefined ? fragment('0') : keyedTest(tables.param, comparison);
    default:
      return fragment('0');
  }
}

/** What is asked first, then `settling`, which makes the order total; a column asked for twice counts once. */
export function sortTermsOf(
  orderBy: readonly OrderTerm[],
  attributes: Readonly<Record<string, AttributeColumn>>,
  settling: readonly SortTerm[],
): SortTerm[] {
  const asked = orderBy.flatMap(({ field, descending }, i): SortTerm[] => {
    const column = Object.hasOwn(attributes, field.key) ? attributes[field.key] : undefined;
    return column === undefined ? [] : [sortTerm(`sort_${i}`, column, descending)];
  });
  return withoutRepeats([...asked, ...settling]);
}

export function sortTerm(name: string, column: AttributeColumn, descending: boolean): SortTerm {
  return {
    name,
    value: column.sql,
    descending,
    rank: column.isNullable ? `(CASE WHEN ${column.sql} IS NULL THEN 2 ELSE 0 END)` : null,
  };
}

export interface EntityPage {
  /** The columns to read, before those of the order. */
  readonly columns: string;
  /** Tables and joins. */
  readonly from: Fragment;
  readonly where: readonly Fragment[];
  readonly terms: readonly SortTerm[];
  /** What is asked, apart from the page: a cursor of another question is refused. */
  readonly question: unknown;
}

/** @throws AssayError `request/bad-page-token` */
export function readPage(
  db: DatabaseSync,
  { columns, from, where, terms, question }: EntityPage,
  { limit, after }: PageRequest,
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const condition = junction('AND', [
    ...where,
    after === null ? always : afterCursor(after, terms, question),
  ]);
  const rows = db
    .prepare(
      `SELECT ${columns}, ${sortColumns(terms)} FROM ${from.sql} WHERE ${condition.sql} ORDER BY ${orderByClause(terms)} LIMIT ?`,
    )
    .all(...from.bindings, ...condition.bindings, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    next: rows.length > limit && last !== undefined ? cursorOf(last, terms, question) : null,
  };
}

function attributeTest({ sql, isText, isNullable }: AttributeColumn, comparison: Comparison): Fragment {
  const test = isText ? compareText(sql, comparison) : compareNumber(sql, comparison, null);
  const isNullTest = comparison.op === 'is null' || comparison.op === 'is not null';
  return isNullable && !isNullTest
    ? fragment(`(${sql} IS NOT NULL AND ${test.sql})`, ...test.bindings)
    : test;
}

function keyedTest({ table, ownerIs }: KeyedTable, comparison: Comparison): Fragment {
  const { field, op } = comparison;
  const found = `SELECT 1 FROM ${table} k WHERE ${ownerIs} AND k.key = ?`;
  if (op === 'is null') return fragment(`NOT EXISTS (${found})`, field.key);
  if (op === 'is not null') return fragment(`EXISTS (${found})`, field.key);
  const test = compareText('k.value', comparison);
  return fragment(`EXISTS (${found} AND ${test.sql})`, field.key, ...test.bindings);
}

function withoutRepeats(terms: readonly SortTerm[]): SortTerm[] {
  return terms.filter((term, i) => terms.findIndex((other) => other.value === term.value) === i);
}
