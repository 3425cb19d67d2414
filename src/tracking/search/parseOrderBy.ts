// Reads order_by clauses, `field`, `field ASC` or `field DESC`. Not the tie-breakers, which each search adds for itself.
import type { FieldRef, OrderTerm } from '../../model/filter.ts';
import { lexFilter } from './lexFilter.ts';
import { findAttribute, resolveField } from './resolveField.ts';
import { searchFault, shown } from './searchFault.ts';
import { keywordOf } from './tokenReader.ts';
import type { Fault } from './tokenReader.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * The keys to sort by, first the most important.
 *
 * @param clauses one field each
 * @throws AssayError `search/invalid-order`, also when two clauses name the same field (by whatever alias)
 */
export function parseOrderBy(clauses: readonly string[], vocabulary: Vocabulary): OrderTerm[] {
  if (clauses.length > mostClauses) {
    throw searchFault(
      'search/invalid-order',
      `Invalid order_by: more than ${mostClauses} clauses`,
      shown(clauses.join(', ')),
      { start: 0, end: 1 },
    );
  }
  const terms = clauses.map((clause) => parseClause(clause, vocabulary));
  refuseDuplicates(terms, clauses);
  return terms;
}

/**
 * The key to sort by of a search that sends field and direction apart (logged models).
 *
 * @param fieldName an attribute, or `metrics.<key>` where everything after the first dot is the key, quoted or not
 * @throws AssayError `search/invalid-order`
 */
export function orderTermOf(fieldName: string, isAscending: boolean, vocabulary: Vocabulary): OrderTerm {
  return { field: orderField(fieldName, vocabulary), descending: !isAscending };
}

/** SQLite sorts by at most 2000 terms; nobody reads an order of more than a few. */
const mostClauses = 32;
const longestClause = 4096;

function parseClause(clause: string, vocabulary: Vocabulary): OrderTerm {
  const fault: Fault = (sentence, span, remedy) =>
    searchFault('search/invalid-order', sentence, clause, span, remedy);
  const unreadable = `Invalid order_by clause '${shown(clause)}'`;
  if (clause.length > longestClause) {
    throw fault(`${unreadable}. Longer than ${longestClause} characters`, { start: 0, end: 1 });
  }
  const [first, second, third] = lexFilter(clause);
  const isField =
    (first?.kind === 'name' && !['ASC', 'DESC'].includes(keywordOf(first))) ||
    (first?.kind === 'quoted' && first.quote !== "'");
  if (!isField || second === undefined || (second.kind !== 'end' && second.kind !== 'name')) {
    const span = isField && second !== undefined ? second : (first ?? { start: 0, end: 0 });
    throw fault(`${unreadable}. Could not be parsed`, span, shapeHint);
  }
  const direction = keywordOf(second);
  if (second.kind === 'name' && direction !== 'ASC' && direction !== 'DESC') {
    throw fault(`${unreadable}: Invalid ordering key '${shown(second.text)}'`, second, shapeHint);
  }
  if (second.kind !== 'end' && third !== undefined && third.kind !== 'end') {
    throw fault(`${unreadable}. Could not be parsed`, third, shapeHint);
  }
  return { field: resolveField(first, vocabulary, 'order', fault), descending: direction === 'DESC' };
}

const shapeHint = 'A clause is `field`, `field ASC` or `field DESC`, for example metrics.`val loss` DESC.';

function refuseDuplicates(terms: readonly OrderTerm[], clauses: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, { field }] of terms.entries()) {
    const name = `${field.entity}.${field.key}`;
    if (seen.has(name)) {
      const clause = clauses[index] ?? '';
      throw searchFault(
        'search/invalid-order',
        `\`order_by\` contains duplicate fields: [${clauses.map((text) => `'${shown(text)}'`).join(', ')}]`,
        clause,
        { start: 0, end: clause.length },
        'Name each field once.',
      );
    }
    seen.add(name);
  }
}

function orderField(fieldName: string, vocabulary: Vocabulary): FieldRef {
  const wording = `Invalid order by field name: ${shown(fieldName)}`;
  const refuse = (sentence: string, remedy: string): never => {
    throw searchFault(
      'search/invalid-order',
      sentence,
      fieldName,
      { start: 0, end: fieldName.length },
      remedy,
    );
  };
  const dot = fieldName.indexOf('.');
  if (dot < 0) {
    const found = findAttribute(vocabulary, fieldName.trim());
    if (found?.rule.orderable === true) return { entity: 'attribute', key: found.key };
    const valid = [...vocabulary.attributes].filter(([, rule]) => rule.orderable).map(([key]) => key);
    return refuse(wording, `Order by metrics.<name> or one of ${valid.join(', ')}.`);
  }
  if (vocabulary.entities.get(fieldName.slice(0, dot)) !== 'metric') {
    return refuse(`${wording}. Only metrics are supported`, 'Write metrics.<name>.');
  }
  const key = fieldName.slice(dot + 1);
  const quoted = /^(?:`([^`]*)`|"([^"]*)")$/.exec(key);
  return { entity: 'metric', key: quoted?.[1] ?? quoted?.[2] ?? key };
}
