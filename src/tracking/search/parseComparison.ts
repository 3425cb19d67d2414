// Reads one comparison, `field comparator value`, and says whether the field allows it. Not how comparisons are joined.
import type { FieldRef, Filter, FilterOp } from '../../model/filter.ts';
import { readShape } from './readShape.ts';
import type { WrittenComparator } from './readShape.ts';
import { readNumbers, readStrings, unexpectedList } from './readValue.ts';
import { quotedList, resolveField } from './resolveField.ts';
import { shown } from './searchFault.ts';
import type { TokenReader } from './tokenReader.ts';
import { comparatorsOf, valueTypeOf } from './vocabulary.ts';
import type { ValueType } from './vocabulary.ts';

/**
 * One comparison, the reader standing on its field.
 *
 * A list of numbers comes back as the equalities it means, so that no engine needs lists of numbers.
 *
 * @throws AssayError `search/invalid-filter`; a wrong shape is told before an unknown field, that before a wrong value, that before a
 *         wrong comparator, because that is the order in which clients of the reference know them
 */
export function parseComparison(reader: TokenReader): Filter {
  const shape = readShape(reader);
  reader.count(1, shape.field);
  const field = resolveField(shape.field, reader.vocabulary, 'filter', reader.fault);
  const type = valueTypeOf(reader.vocabulary, field.entity, field.key);
  const { operand } = shape;
  if (operand === undefined) {
    return { kind: 'compare', field, op: allowedOp(shape.comparator, type, reader), value: null };
  }
  const isListOp = shape.comparator.op === 'in' || shape.comparator.op === 'not in';
  if (operand.kind === 'list' && !isListOp) throw unexpectedList(field, operand, reader);
  if (type === 'number') {
    // Before they are read: of a list with commas, each second token is a number that becomes a comparison.
    if (operand.kind === 'list') reader.count(Math.floor(operand.items.length / 2), shape.field);
    const numbers = readNumbers(field, operand, reader);
    return compareNumbers(field, allowedOp(shape.comparator, type, reader), numbers);
  }
  const strings = readStrings(field, operand, reader);
  const op = allowedOp(shape.comparator, type, reader);
  if ((op === 'like' || op === 'ilike') && (strings[0] ?? '').length > longestPattern) {
    throw reader.fault(
      `Invalid filter: a ${op.toUpperCase()} pattern has at most ${longestPattern} characters`,
      shape.comparator.span,
    );
  }
  return { kind: 'compare', field, op, value: isListOp ? strings : (strings[0] ?? '') };
}

/** Engines have limits of their own and answer beyond them with a failure; SQLite's is 50,000 bytes. */
const longestPattern = 5000;

function allowedOp(comparator: WrittenComparator, type: ValueType, reader: TokenReader): FilterOp {
  const allowed = comparatorsOf(type);
  if (comparator.op !== undefined && allowed.includes(comparator.op)) return comparator.op;
  throw reader.fault(
    `${reader.vocabulary.wording.comparator} '${shown(comparator.text)}' not one of ${quotedList(allowed.map((op) => op.toUpperCase()))}`,
    comparator.span,
    advice.get(comparator.text.toUpperCase()) ?? '',
  );
}

const advice: ReadonlyMap<string, string> = new Map([
  ['==', 'Write = for equality.'],
  ['<>', 'Write != for inequality.'],
  ['NOT LIKE', "Write NOT before the comparison: NOT params.model LIKE '%net%'."],
  ['NOT ILIKE', "Write NOT before the comparison: NOT params.model ILIKE '%net%'."],
  ['RLIKE', 'Regular expressions are not searched; use LIKE with % and _.'],
]);

function compareNumbers(field: FieldRef, op: FilterOp, numbers: readonly (number | bigint)[]): Filter {
  const isEither = op === 'in';
  if (!isEither && op !== 'not in') return { kind: 'compare', field, op, value: numbers[0] ?? 0 };
  const [first, ...others] = numbers.map((value): Filter => ({
    kind: 'compare',
    field,
    op: isEither ? '=' : '!=',
    value,
  }));
  if (first !== undefined && others.length === 0) return first;
  return { kind: isEither ? 'or' : 'and', terms: first === undefined ? others : [first, ...others] };
}
