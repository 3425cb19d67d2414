// The right side of a comparison as values: quoting, numbers and lists, with the messages clients know. Not which comparators are allowed.
import type { FieldRef } from '../../model/filter.ts';
import type { Token } from './lexFilter.ts';
import type { Operand } from './readShape.ts';
import { shown } from './searchFault.ts';
import type { Span } from './searchFault.ts';
import type { TokenReader } from './tokenReader.ts';

/**
 * The strings an operand stands for: one, or those of a list.
 *
 * @throws AssayError `search/invalid-filter` when it is not text
 */
export function readStrings(field: FieldRef, operand: Operand, reader: TokenReader): string[] {
  if (operand.kind === 'one') return [readString(field, operand.token, reader)];
  const items = listItems(operand, reader);
  return items.map((item) => {
    if (item.kind === 'quoted' && item.quote !== '`') return item.value;
    if (item.kind !== 'number') throw listFault('but got ill-formed list.', item, reader);
    throw reader.fault(
      `While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ${shown(textOf(operand.span, reader))}`,
      item,
      `Quote it: '${item.text}'.`,
    );
  });
}

/**
 * The numbers an operand stands for: one, or those of a list. An integer that a double cannot hold is a bigint, except for metrics, which are
 * doubles themselves.
 *
 * @throws AssayError `search/invalid-filter` when it is not a number, or not one of 64 bits
 */
export function readNumbers(field: FieldRef, operand: Operand, reader: TokenReader): (number | bigint)[] {
  const items = operand.kind === 'one' ? [operand.token] : listItems(operand, reader);
  return items.map((item) => readNumber(field, item, reader));
}

/** A list where one value belongs. */
export function unexpectedList(
  field: FieldRef,
  operand: Operand & { kind: 'list' },
  reader: TokenReader,
): Error {
  const text = shown(textOf(operand.span, reader));
  return reader.fault(`${expectation(field)}${text}`, operand.span, 'A list is written after IN or NOT IN.');
}

function readString(field: FieldRef, token: Token, reader: TokenReader): string {
  if (token.kind === 'quoted' && token.quote !== '`') return token.value;
  const isWord = token.kind === 'name' || token.kind === 'quoted';
  if (reader.vocabulary.bareValues && (token.kind === 'name' || token.kind === 'number')) return token.text;
  const inQuotes = `Write it in quotes: '${shown(token.kind === 'quoted' ? token.value : token.text)}'.`;
  if (isWord) {
    throw reader.fault(
      `Parameter value is either not quoted or unidentified quote types used for string value ${shown(token.text)}. Use either single or double quotes`,
      token,
      inQuotes,
    );
  }
  throw reader.fault(`${expectation(field)}${shown(token.text)}`, token, inQuotes);
}

/** The beginning of the message for a value that is not the quoted text, or not the number, that its field takes. */
function expectation(field: FieldRef): string {
  switch (field.entity) {
    case 'metric':
      return 'Expected numeric value type for metric. Found ';
    case 'param':
      return "Expected a quoted string value for parameter (e.g. 'my-value'). Got value ";
    case 'tag':
      return "Expected a quoted string value for tag (e.g. 'my-value'). Got value ";
    case 'dataset':
      return 'Expected a quoted string value for dataset attributes. Got value ';
    case 'attribute':
      return 'Expected a quoted string value for attributes. Got value ';
  }
}

const greatestInt64 = 2n ** 63n - 1n;
const int64Digits = 20;

function readNumber(field: FieldRef, token: Token, reader: TokenReader): number | bigint {
  const rule = field.entity === 'attribute' ? reader.vocabulary.attributes.get(field.key) : undefined;
  const isQuotedInteger =
    rule?.quotedNumbers === true &&
    token.kind === 'quoted' &&
    token.quote !== '`' &&
    /^\s*-?\d+\s*$/.test(token.value);
  if (token.kind !== 'number' && !isQuotedInteger) throw notNumber(field, token, reader);

  const text = token.kind === 'quoted' ? token.value.trim() : token.text;
  // Adding 0 turns -0 into 0, which compares the same and prints the same everywhere.
  if (field.entity === 'metric' || !/^-?\d+$/.test(text)) return Number(text) + 0;
  const digits = text.replace(/^(-?)0+(?=\d)/, '$1');
  const integer = digits.length > int64Digits ? undefined : BigInt(digits);
  if (integer === undefined || integer > greatestInt64 || integer < -greatestInt64 - 1n) {
    throw reader.fault(
      `Invalid value for numeric attribute '${field.key}': '${shown(text)}'`,
      token,
      'It must fit into 64 bits.',
    );
  }
  const double = Number(integer);
  return Number.isSafeInteger(double) ? double : integer;
}

function notNumber(field: FieldRef, token: Token, reader: TokenReader): Error {
  const found = shown(token.text);
  const sentence =
    field.entity === 'metric'
      ? `${expectation(field)}${found}`
      : `Expected numeric value type for numeric attribute: ${field.key}. Found ${found}`;
  const number = token.kind === 'quoted' ? token.value : '';
  const hint = /^-?\d+(\.\d+)?$/.test(number)
    ? `Write it without quotes: ${number}.`
    : 'Write a number such as 10, -0.5 or 1e-3.';
  return reader.fault(sentence, token, hint);
}

/** The values between the commas; a trailing comma is allowed, as in the reference. */
function listItems(operand: Operand & { kind: 'list' }, reader: TokenReader): Token[] {
  if (operand.items.length === 0) throw listFault('but got empty list', operand.span, reader);
  const items: Token[] = [];
  for (const [index, token] of operand.items.entries()) {
    const isComma = token.kind === 'comma';
    if (isComma !== (index % 2 === 1)) throw listFault('but got ill-formed list.', token, reader);
    if (!isComma) items.push(token);
  }
  return items;
}

function listFault(what: string, span: Span, reader: TokenReader): Error {
  return reader.fault(
    `While parsing a list in the query, expected a non-empty list of string values, ${what}`,
    span,
    "A list is written ('a', 'b').",
  );
}

const textOf = (span: Span, reader: TokenReader): string => reader.source.slice(span.start, span.end);
