// Text to tokens for filters and order_by clauses, each with its place. Knows quoting and numbers, not what a word means.
import type { Span } from './searchFault.ts';

/** `entity.key` or a bare word. The parts say whether they were quoted, because a quoted word is never a keyword. */
export interface NameToken extends Span {
  readonly kind: 'name';
  readonly text: string;
  /** The part before the first dot as it was meant; null for a word without a dot. */
  readonly entity: string | null;
  readonly key: string;
  readonly isKeyQuoted: boolean;
}

/** A quoted stretch that stands alone: a value, or (in double quotes or backticks) an attribute. */
export interface QuotedToken extends Span {
  readonly kind: 'quoted';
  readonly text: string;
  readonly quote: Quote;
  readonly value: string;
}

export interface PlainToken extends Span {
  readonly kind: 'number' | 'operator' | 'open' | 'close' | 'comma' | 'semicolon' | 'unterminated' | 'other';
  readonly text: string;
}

/** The end of the text, so that a parser never runs out of tokens. */
export interface EndToken extends Span {
  readonly kind: 'end';
  readonly text: '';
}

export type Token = NameToken | QuotedToken | PlainToken | EndToken;
export type Quote = "'" | '"' | '`';

/**
 * Splits a text into tokens; the last one is `end`. Never refuses: what it cannot read is a token `other` or `unterminated`.
 *
 * A quote inside a quoted stretch is written twice, as in SQL. The backslash is an ordinary character.
 */
export function lexFilter(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const token = nextToken(source, at);
    if (token === undefined) {
      at += 1;
      continue;
    }
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', start: source.length, end: source.length, text: '' });
  return tokens;
}

const space = /\s/u;
const wordPattern = /[\p{L}\p{N}\p{M}_]+/uy;
// Brackets because configuration libraries log keys such as `layers[0].size`.
const keyPattern = /[\p{L}\p{N}\p{M}_.[\]]+/uy;
const numberPattern = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const numberTail = /[\p{L}\p{N}_.]+/uy;
const operatorPattern = /[<>=!~]+/uy;
const punctuation: ReadonlyMap<string, PlainToken['kind']> = new Map([
  ['(', 'open'],
  [')', 'close'],
  [',', 'comma'],
  [';', 'semicolon'],
]);

function nextToken(source: string, start: number): Token | undefined {
  const first = source.charAt(start);
  if (space.test(first)) return undefined;
  const plain = (kind: PlainToken['kind'], end: number): PlainToken => ({
    kind,
    start,
    end,
    text: source.slice(start, end),
  });

  const mark = punctuation.get(first);
  if (mark !== undefined) return plain(mark, start + 1);
  if (isQuote(first)) return quotedToken(source, start, first);

  const afterNumber = reach(numberPattern, source, start);
  if (afterNumber !== undefined) {
    const tail = reach(numberTail, source, afterNumber);
    return tail === undefined ? plain('number', afterNumber) : plain('other', tail);
  }
  const afterWord = reach(wordPattern, source, start);
  if (afterWord !== undefined) {
    const word = source.slice(start, afterWord);
    if (source.charAt(afterWord) === '.') return nameToken(source, start, word, afterWord + 1);
    return { kind: 'name', start, end: afterWord, text: word, entity: null, key: word, isKeyQuoted: false };
  }
  const afterOperator = reach(operatorPattern, source, start);
  if (afterOperator !== undefined) return plain('operator', afterOperator);
  const point = source.codePointAt(start) ?? 0;
  return plain('other', start + (point > 0xffff ? 2 : 1));
}

function quotedToken(source: string, start: number, quote: Quote): Token {
  const quoted = readQuoted(source, start, quote);
  if (quoted === undefined) {
    return { kind: 'unterminated', start, end: source.length, text: source.slice(start) };
  }
  if (quote !== "'" && source.charAt(quoted.end) === '.') {
    // Only backticks quote an entity; in double quotes it keeps them, and is then no entity anyone knows.
    const entity = quote === '`' ? quoted.value : source.slice(start, quoted.end);
    return nameToken(source, start, entity, quoted.end + 1);
  }
  const text = source.slice(start, quoted.end);
  return { kind: 'quoted', start, end: quoted.end, text, quote, value: quoted.value };
}

/** The key after `entity.`, which begins at `keyStart`. */
function nameToken(source: string, start: number, entity: string, keyStart: number): Token {
  const quote = source.charAt(keyStart);
  const token = (end: number, key: string, isKeyQuoted: boolean): NameToken => ({
    kind: 'name',
    start,
    end,
    text: source.slice(start, end),
    entity,
    key,
    isKeyQuoted,
  });
  if (isQuote(quote)) {
    const quoted = readQuoted(source, keyStart, quote);
    if (quoted !== undefined) return token(quoted.end, quoted.value, true);
    return { kind: 'unterminated', start: keyStart, end: source.length, text: source.slice(keyStart) };
  }
  const end = reach(keyPattern, source, keyStart);
  if (end === undefined) return { kind: 'other', start, end: keyStart, text: source.slice(start, keyStart) };
  return token(end, source.slice(keyStart, end), false);
}

function readQuoted(source: string, start: number, quote: Quote): { value: string; end: number } | undefined {
  let value = '';
  let from = start + 1;
  for (;;) {
    const close = source.indexOf(quote, from);
    if (close < 0) return undefined;
    value += source.slice(from, close);
    if (source.charAt(close + 1) !== quote) return { value, end: close + 1 };
    value += quote;
    from = close + 2;
  }
}

function reach(pattern: RegExp, source: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}

function isQuote(character: string): character is Quote {
  return character === "'" || character === '"' || character === '`';
}
