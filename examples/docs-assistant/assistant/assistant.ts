// Answers a question from the documentation: finds passages, quotes what fits best, cites where it stands. Makes up nothing.
import { bm25Index, type Asked } from './bm25.ts';
import type { Passage } from './readCorpus.ts';
import { sentencesOf } from './sentencesOf.ts';

export interface Retrieval {
  /** How text and questions become tokens. */
  readonly tokens: (text: string) => readonly string[];
  /** Tokens that may stand for one of the question. */
  readonly synonyms: (token: string) => readonly string[];
}

export interface Answered {
  /** What a reader gets. */
  readonly output: { readonly answer: string; readonly citations: readonly string[] };
  /** The sections that were quoted, such as `docs/cli.md#assay-serve`; empty when nothing was. */
  readonly citations: readonly string[];
  /** The passages that were read to answer, best first. */
  readonly contexts: readonly { readonly id: string; readonly text: string }[];
}

export const refusal = 'The documentation does not say.';

/** How many passages are read for a question, and how many of them may be quoted. */
const contextCount = 5;
const quoteCount = 3;
/** Below this share of the question's weight the best passage is about something else. */
const leastCoverage = 0.25;
/** Further passages are quoted when they score this share of the best one. */
const nearlyAsGood = 0.6;
/** Longer prose is cut to the sentences that fit best; characters. */
const longestQuote = 320;

/** Builds the index once; the function it returns reads nothing more, and answers equal questions equally. */
export function assistant(
  passages: readonly Passage[],
  { tokens, synonyms }: Retrieval,
): (question: string) => Answered {
  const index = bm25Index(passages.map(({ headings, text }) => tokens(`${headings.at(-1) ?? ''} ${text}`)));

  return (question) => {
    const asked = [...new Set(tokens(question))].map((token) => ({ token, synonyms: synonyms(token) }));
    const found = index.rank(asked, contextCount).flatMap(({ document, ...rank }) => {
      const passage = passages[document];
      return passage === undefined ? [] : [{ passage, ...rank }];
    });
    const contexts = found.map(({ passage }) => ({ id: passage.id, text: passage.text }));
    const [best] = found;
    if (best === undefined || best.coverage < leastCoverage) {
      return { output: { answer: refusal, citations: [] }, citations: [], contexts };
    }
    const quoted = found.slice(0, quoteCount).filter(({ score }) => score >= best.score * nearlyAsGood);
    const answer = quoted.map(({ passage }) => quote(passage, asked)).join('\n');
    const citations = [...new Set(quoted.map(({ passage }) => passage.source))];
    return { output: { answer, citations }, citations, contexts };
  };

  /** The passage; of long prose the two sentences that share most with the question, in their order. */
  function quote({ text, kind }: Passage, asked: readonly Asked[]): string {
    if (text.length <= longestQuote || kind !== 'prose') return text;
    const sentences = sentencesOf(text);
    return bm25Index(sentences.map(tokens))
      .rank(asked, 2)
      .map(({ document }) => document)
      .sort((one, other) => one - other)
      .map((at) => sentences[at] ?? '')
      .join(' ');
  }
}
