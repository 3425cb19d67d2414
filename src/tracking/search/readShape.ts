// The shape of a comparison: which tokens are its field, comparator and value. Not whether they make sense together.
import type { FilterOp } from '../../model/filter.ts';
import type { NameToken, PlainToken, QuotedToken, Token } from './lexFilter.ts';
import { shown } from './searchFault.ts';
import type { Span } from './searchFault.ts';
import { keywordOf } from './tokenReader.ts';
import type { TokenReader } from './tokenReader.ts';

/** What stands on the right of a comparator. */
export type Operand =
  | { readonly kind: 'one'; readonly token: NameToken | QuotedToken | PlainToken }
  | { readonly kind: 'list'; readonly items: readonly Token[]; readonly span: Span };

/** A comparator as it was written; `op` is undefined when there is none of this name. */
export interface WrittenComparator {
  readonly text: string;
  readonly op: FilterOp | undefined;
  readonly span: Span;
}

export interface ComparisonShape {
  readonly field: NameToken | QuotedToken;
  readonly comparator: WrittenComparator;
  /** Undefined for IS NULL and IS NOT NULL. */
  readonly operand: Operand | undefined;
}

/**
 * The tokens of one comparison, the reader standing on its first.
 *
 * @throws AssayError `search/invalid-filter` when they are not `field comparator value`
 */
export function readShape(reader: TokenReader): ComparisonShape {
  const field = readFieldToken(reader);
  const comparator = readComparator(reader, field);
  if (comparator.op === 'is null' || comparator.op === 'is not null') {
    return { field, comparator, operand: undefined };
  }
  return { field, comparator, operand: readOperand(reader, field, comparator) };
}

function readFieldToken(reader: TokenReader): NameToken | QuotedToken {
  const token = reader.take();
  const next = reader.peek();
  if (token.kind === 'name' || (token.kind === 'quoted' && token.quote !== "'")) {
    const isGlued = next.kind !== 'end' && next.start === token.end && gluesToName.has(next.kind);
    if (!isGlued) return token;
    // `metrics.val-loss`: the reference, too, wants such a key quoted.
    const span = { start: token.start, end: endOfWord(reader.source, token.start) };
    throw reader.fault(
      `Invalid comparison clause. Expected 'Identifier' found '${shown(reader.source.slice(span.start, span.end))}'`,
      span,
      `A key with other characters than letters, digits, _ and . is written in backticks: ${quotedKey(token, reader.source, span)}.`,
    );
  }
  if (token.kind === 'end') return refuse(reader, token, token, 'A comparison is missing here.');
  if (token.kind === 'other' && token.text.length > 1 && token.text.endsWith('.')) {
    return refuse(reader, token, token, 'A key is missing after the dot.');
  }
  if (next.kind === 'operator') {
    throw reader.fault(
      `Invalid comparison clause. Expected 'Identifier' found '${shown(token.text)}'`,
      token,
      'The field stands left of the comparator, the value right.',
    );
  }
  return refuse(reader, token, token, shapeHint);
}

const gluesToName: ReadonlySet<Token['kind']> = new Set(['other', 'number', 'name', 'quoted']);
const shapeHint =
  "A comparison is `field comparator value`, for example metrics.loss < 0.1 or params.model = 'resnet'.";

function endOfWord(source: string, start: number): number {
  const length = source.slice(start).search(/[\s<>=!~(),;]/u);
  return length < 0 ? source.length : start + length;
}

function quotedKey(token: NameToken | QuotedToken, source: string, span: Span): string {
  const text = shown(source.slice(span.start, span.end));
  if (token.kind === 'quoted' || token.entity === null || token.isKeyQuoted) return 'tags.`any key`';
  const dot = text.indexOf('.');
  return `${text.slice(0, dot + 1)}\`${text.slice(dot + 1).replaceAll('`', '``')}\``;
}

const wordOps: ReadonlyMap<string, FilterOp | undefined> = new Map([
  ['LIKE', 'like'],
  ['ILIKE', 'ilike'],
  ['IN', 'in'],
  ['RLIKE', undefined],
  ['REGEXP', undefined],
]);
const symbolOps: ReadonlyMap<string, FilterOp> = new Map(
  (['=', '!=', '>', '>=', '<', '<='] as const).map((op) => [op, op]),
);

function readComparator(reader: TokenReader, field: Token): WrittenComparator {
  const first = reader.take();
  if (first.kind === 'operator') return { text: first.text, op: symbolOps.get(first.text), span: first };
  const word = keywordOf(first);
  if (wordOps.has(word)) return { text: first.text, op: wordOps.get(word), span: first };
  if (word === 'NOT') {
    const second = reader.take();
    const negated = keywordOf(second);
    const span = { start: first.start, end: second.end };
    if (negated === 'IN') return { text: 'NOT IN', op: 'not in', span };
    if (wordOps.has(negated)) return { text: `NOT ${negated}`, op: undefined, span };
    return refuse(reader, field, second, 'After a field, NOT is only written in NOT IN.');
  }
  if (word === 'IS') return readNullTest(reader, field, first);
  const last = first.kind === 'end' ? field : first;
  const isSpaced = first.kind === 'name' && field.kind === 'name' && reader.peek().kind === 'operator';
  return refuse(
    reader,
    field,
    last,
    isSpaced ? 'A key with a space is written in backticks: metrics.`val loss`.' : shapeHint,
  );
}

function readNullTest(reader: TokenReader, field: Token, is: Token): WrittenComparator {
  const second = reader.take();
  const isNegated = keywordOf(second) === 'NOT';
  const last = isNegated ? reader.take() : second;
  const span = { start: is.start, end: last.end };
  if (keywordOf(last) !== 'NULL') {
    return refuse(
      reader,
      field,
      last,
      'IS is only written in IS NULL and IS NOT NULL; for equality write =.',
    );
  }
  return isNegated
    ? { text: 'IS NOT NULL', op: 'is not null', span }
    : { text: 'IS NULL', op: 'is null', span };
}

function readOperand(reader: TokenReader, field: Token, comparator: WrittenComparator): Operand {
  const token = reader.take();
  const wantsList = comparator.op === 'in' || comparator.op === 'not in';
  if (token.kind === 'open') return readList(reader, field, token);
  if (wantsList)
    return refuse(reader, field, token, `${comparator.text.toUpperCase()} takes a list: ('a', 'b').`);
  const isLiteralWord = ['TRUE', 'FALSE', 'AND', 'OR', 'NOT'].includes(keywordOf(token));
  if (isLiteralWord || (token.kind !== 'name' && token.kind !== 'quoted' && !valueKinds.has(token.kind))) {
    const hint = isLiteralWord && keywordOf(token).length > 3 ? `For text, write '${token.text}'.` : '';
    return refuse(reader, field, token, hint === '' ? `A value is missing after ${comparator.text}.` : hint);
  }
  if (token.kind === 'end')
    return refuse(reader, field, token, `A value is missing after ${comparator.text}.`);
  return { kind: 'one', token };
}

const valueKinds: ReadonlySet<Token['kind']> = new Set(['number', 'other']);

/** Everything up to the closing parenthesis, commas included; readValue tells a good list from a bad one. */
function readList(reader: TokenReader, field: Token, open: Token): Operand {
  const items: Token[] = [];
  for (;;) {
    const token = reader.take();
    if (token.kind === 'close') return { kind: 'list', items, span: { start: open.start, end: token.end } };
    if (token.kind === 'end') return refuse(reader, field, token, 'The list is never closed with ).');
    items.push(token);
  }
}

function refuse(reader: TokenReader, from: Token, to: Token, remedy: string): never {
  const span = { start: from.start, end: Math.max(from.end, to.end) };
  const text = reader.source.slice(span.start, span.end).trimEnd();
  throw reader.fault(`${reader.vocabulary.wording.syntax}: '${shown(text)}'`, span, remedy);
}
