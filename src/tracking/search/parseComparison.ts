// Reads one comparison, `field comparator value`: first its shape, then what the field allows. Not how comparisons are joined.
import type { FieldRef, Filter, FilterOp } from '../../model/filter.ts';
import type { NameToken, PlainToken, QuotedToken, Token } from './lexFilter.ts';
import { readNumbers, readStrings } from './readValue.ts';
import { quotedList, resolveField } from './resolveField.ts';
import { shown } from './searchFault.ts';
import type { Span } from './searchFault.ts';
import { keywordOf } from './tokenReader.ts';
import type { TokenReader } from './tokenReader.ts';
import { comparatorsOf, valueTypeOf } from './vocabulary.ts';

/** What stands on the right: one token, or a list in parentheses with its closing span. */
export type Operand =
  | { readonly kind: 'one'; readonly token: NameToken | QuotedToken | PlainToken }
  | { readonly kind: 'list'; readonly items: readonly Token[]; readonly span: Span };

/**
 * One comparison, the reader standing on its field.
 *
 * A list of numbers comes back as the equalities it means, so that no engine needs lists of numbers.
 *
 * @throws AssayError `search/invalid-filter`
 */
export function parseComparison(reader: TokenReader): Filter {
  const fieldToken = takeField(reader);
  const op = takeComparator(reader, fieldToken);
  const operand = op.isNullTest ? undefined : takeOperand(reader, fieldToken, op);
  reader.count(operand?.kind === 'list' ? 1 + Math.floor(operand.items.length / 256) : 1, fieldToken);

  const field = resolveField(fieldToken, reader.vocabulary, 'filter', reader.fault);
  const type = valueTypeOf(reader.vocabulary, field.entity, field.key);
  if (operand === undefined) return { kind: 'compare', field, op: known(op, type, reader), value: null };
  if (operand.kind === 'list' && op.text !== 'in' && op.text !== 'not in') {
    // Told as a wrong value, as the reference does; the list is the surprise, not the comparator.
    throw readStrings.unexpected(field, operand, reader);
  }
  if (type === 'number') {
    const numbers = readNumbers(field, operand, reader);
    return compareNumbers(field, known(op, type, reader), numbers, reader, fieldToken);
  }
  const strings = readStrings(field, operand, reader);
  const value = operand.kind === 'list' ? strings : (strings[0] ?? '');
  return { kind: 'compare', field, op: known(op, type, reader), value };
}
