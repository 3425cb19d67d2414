// A filter tree written as text that reads back to the same tree. For links, logs and saved searches; not for SQL.
import type { Comparison, FieldEntity, FieldRef, Filter, OrderTerm } from '../../model/filter.ts';

/**
 * The text of a filter: `parseFilter(formatFilter(f), v)` is `f` for every tree that parseFilter makes.
 */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.map(enclosed).join(filter.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${enclosed(filter.term)}`;
    case 'compare':
      return formatComparison(filter);
  }
}

/** The order_by clause of a term. */
export function formatOrderTerm(term: OrderTerm): string {
  return `${formatField(term.field)} ${term.descending ? 'DESC' : 'ASC'}`;
}

function enclosed(filter: Filter): string {
  const text = formatFilter(filter);
  return filter.kind === 'and' || filter.kind === 'or' ? `(${text})` : text;
}

function formatComparison({ field, op, value }: Comparison): string {
  const left = `${formatField(field)} ${op.toUpperCase()}`;
  if (value === null) return left;
  if (typeof value === 'string') return `${left} ${quoted(value)}`;
  if (typeof value === 'number') return `${left} ${formatNumber(value)}`;
  if (typeof value === 'bigint') return `${left} ${value.toString()}`;
  return `${left} (${value.map(quoted).join(', ')})`;
}

const prefixes: Readonly<Record<FieldEntity, string>> = {
  metric: 'metrics',
  param: 'params',
  tag: 'tags',
  attribute: 'attributes',
  dataset: 'datasets',
};

function formatField({ entity, key }: FieldRef): string {
  const isPlain = /^[A-Za-z_][\w.]*$/.test(key);
  return `${prefixes[entity]}.${isPlain ? key : `\`${key.replaceAll('`', '``')}\``}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** As an integer literal would read back as an int64, an integer beyond 2^53 that came from a double keeps an exponent. */
function formatNumber(value: number): string {
  if (Number.isFinite(value)) {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
  }
  return value > 0 ? '1e999' : '-1e999';
}
