// What a search of runs is sorted by: the joins that fetch the values and the terms that compare them.
import type { OrderTerm } from '../../../model/filter.ts';
import { type Fragment, fragment } from './fragment.ts';
import type { SortTerm } from './keyset.ts';
import { attributeColumn } from './runComparison.ts';

export interface RunOrder {
  /** LEFT JOINs of the values that are not columns of the run. */
  readonly joins: Fragment;
  readonly terms: readonly SortTerm[];
}

/** After what is asked: newest start first, then the run id, so that every order is total. */
export function runOrder(orderBy: readonly OrderTerm[]): RunOrder {
  const joins: Fragment[] = [];
  const terms: SortTerm[] = [];
  orderBy.forEach(({ field, descending }, i) => {
    const name = `sort_${i}`;
    const table = `o${i}`;
    if (field.entity === 'attribute') {
      const column = attributeColumn(field.key);
      if (column !== undefined) terms.push({ name, value: column, descending, rank: absentLast(column) });
    } else if (field.entity === 'metric') {
      joins.push(
        fragment(
          `LEFT JOIN metric_summary ${table} ON ${table}.run = r.id AND ${table}.key = (SELECT id FROM metric_key WHERE key = ?)`,
          field.key,
        ),
      );
      terms.push({
        name,
        value: `${table}.last`,
        descending,
        rank: `(CASE WHEN ${table}.run IS NULL THEN 2 WHEN ${table}.last IS NULL THEN 1 ELSE 0 END)`,
      });
    } else if (field.entity !== 'dataset') {
      joins.push(
        fragment(`LEFT JOIN ${field.entity} ${table} ON ${table}.run = r.id AND ${table}.key = ?`, field.key),
      );
      terms.push({ name, value: `${table}.value`, descending, rank: absentLast(`${table}.value`) });
    }
  });
  terms.push(
    { name: 'sort_start', value: 'r.start_time', descending: true, rank: null },
    { name: 'sort_id', value: 'r.run_id', descending: false, rank: null },
  );
  return {
    joins: fragment(joins.map((join) => join.sql).join(' '), ...joins.flatMap((join) => join.bindings)),
    terms,
  };
}

function absentLast(expression: string): string | null {
  return expression === 'r.end_time' || !expression.startsWith('r.')
    ? `(CASE WHEN ${expression} IS NULL THEN 2 ELSE 0 END)`
    : null;
}
