// Reads a filter: AND, OR, NOT and parentheses around comparisons. What a comparison is stands in parseComparison.
import type { Filter } from '../../model/filter.ts';
import { lexFilter } from './lexFilter.ts';
import type { Token } from './lexFilter.ts';
import { parseComparison } from './parseComparison.ts';
import { searchFault, shown } from './searchFault.ts';
import { keywordOf, readTokens } from './tokenReader.ts';
import type { Fault, TokenReader } from './tokenReader.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * What a filter asks, as a tree.
 *
 * The language is MLflow's (comparisons joined by AND) and more: OR, NOT and parentheses, IN and IS NULL on every field. AND binds tighter than OR.
 *
 * @param text at most 256 Ki characters, nested at most 64 deep, at most 256 comparisons
 * @returns null when there is nothing but white space, which asks for everything
 * @throws  AssayError `search/invalid-filter` with the column in `details.position`; never anything else
 */
export function parseFilter(text: string, vocabulary: Vocabulary): Filter | null {
  const fault: Fault = (sentence, span, remedy) =>
    searchFault('search/invalid-filter', sentence, text, span, remedy);
  if (text.length > longestFilter) {
    throw fault(`Invalid filter: longer than ${longestFilter} characters`, {
      start: longestFilter,
      end: longestFilter + 1,
    });
  }
  const tokens = lexFilter(text);
  if (tokens[0]?.kind === 'end') return null;
  refuseUnreadable(tokens, text, vocabulary, fault);

  const reader = readTokens(text, tokens, vocabulary, fault);
  const filter = parseAny(reader, 0);
  const rest = reader.peek();
  if (rest.kind !== 'end') throw leftOver(rest, reader);
  return filter;
}

const longestFilter = 256 * 1024;
const deepest = 64;

function refuseUnreadable(
  tokens: readonly Token[],
  text: string,
  vocabulary: Vocabulary,
  fault: Fault,
): void {
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'unterminated') {
      throw fault(
        `${vocabulary.wording.syntax}: '${shown(token.text)}'`,
        { start: token.start, end: token.start + 1 },
        'This quote is never closed. A quote inside a quoted text is written twice.',
      );
    }
    if (token.kind !== 'semicolon') continue;
    if (tokens[index + 1]?.kind === 'end') {
      throw fault(`${vocabulary.wording.syntax}: ';'`, token, 'Leave the semicolon out.');
    }
    throw fault(
      `Search filter contained multiple expression '${shown(text)}'. Provide AND-ed expression list`,
      token,
      'Write AND instead of the semicolon.',
    );
  }
}

function parseAny(reader: TokenReader, depth: number): Filter {
  return parseJoined(reader, 'or', () => parseAll(reader, depth));
}

function parseAll(reader: TokenReader, depth: number): Filter {
  return parseJoined(reader, 'and', () => parseTerm(reader, depth));
}

function parseJoined(reader: TokenReader, kind: 'and' | 'or', parseOne: () => Filter): Filter {
  const first = parseOne();
  const terms = [first];
  while (keywordOf(reader.peek()) === kind.toUpperCase()) {
    const joint = reader.take();
    if (reader.peek().kind === 'end') {
      throw invalid(reader, joint, `A comparison is missing after ${joint.text}.`);
    }
    terms.push(parseOne());
  }
  return terms.length === 1 ? first : { kind, terms };
}

function parseTerm(reader: TokenReader, depth: number): Filter {
  const token = reader.peek();
  const keyword = keywordOf(token);
  if (token.kind !== 'open' && keyword !== 'NOT') {
    if (keyword === 'AND' || keyword === 'OR') {
      throw invalid(reader, token, `A comparison is missing before ${token.text}.`);
    }
    return parseComparison(reader);
  }
  if (depth >= deepest) {
    throw reader.fault(
      `Invalid filter: nested more than ${deepest} deep`,
      token,
      'Write it with fewer parentheses.',
    );
  }
  reader.take();
  if (reader.peek().kind === 'end')
    throw invalid(reader, token, `A comparison is missing after ${token.text}.`);
  if (keyword === 'NOT') return { kind: 'not', term: parseTerm(reader, depth + 1) };

  const inner = parseAny(reader, depth + 1);
  const close = reader.peek();
  if (close.kind === 'end') throw invalid(reader, token, 'This parenthesis is never closed.');
  if (close.kind !== 'close') throw leftOver(close, reader);
  reader.take();
  return inner;
}

function leftOver(token: Token, reader: TokenReader): Error {
  if (token.kind === 'close')
    return invalid(reader, token, 'No parenthesis was opened that this one closes.');
  return invalid(reader, token, 'Join comparisons with AND or OR.');
}

function invalid(reader: TokenReader, token: Token, remedy: string): Error {
  return reader.fault(`${reader.vocabulary.wording.syntax}: '${shown(token.text)}'`, token, remedy);
}
