// A place in a list of tokens, and the limits that reading a filter must keep. Not a grammar.
import type { AssayError } from '../../model/errors.ts';
import type { Token } from './lexFilter.ts';
import type { Span } from './searchFault.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Makes the refusal of the text being read; the caller throws it. */
export type Fault = (sentence: string, span: Span, remedy?: string) => AssayError;

/** The state of reading one text: where it stands and how much has been asked so far. */
export interface TokenReader {
  readonly source: string;
  readonly vocabulary: Vocabulary;
  readonly fault: Fault;
  /** The token at hand, or the one so many after it; the last token is always `end`. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Counts comparisons against the limit. */
  count(comparisons: number, at: Span): void;
}

export function readTokens(
  source: string,
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  fault: Fault,
): TokenReader {
  const end: Token = { kind: 'end', start: source.length, end: source.length, text: '' };
  let at = 0;
  let counted = 0;
  return {
    source,
    vocabulary,
    fault,
    peek: (ahead = 0) => tokens[at + ahead] ?? end,
    take() {
      const token = tokens[at] ?? end;
      at += 1;
      return token;
    },
    count(comparisons, span) {
      counted += comparisons;
      if (counted <= mostComparisons) return;
      throw fault(
        `Invalid filter: more than ${mostComparisons} comparisons`,
        span,
        'Ask with an IN list, or split the search.',
      );
    },
  };
}

/** SQLite refuses an expression deeper than 1000; a search that needs this many comparisons wants a list instead. */
const mostComparisons = 256;

/** The word in capitals if the token may be a keyword, else an empty string: quoted and dotted names never are. */
export function keywordOf(token: Token): string {
  return token.kind === 'name' && token.entity === null && !token.isKeyQuoted ? token.key.toUpperCase() : '';
}
