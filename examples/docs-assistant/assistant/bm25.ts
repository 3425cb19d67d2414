// Ranks documents by BM25 over an inverted index. Knows tokens, not text.

export interface Ranked {
  /** The place of the document in the list that was indexed. */
  readonly document: number;
  /** Above 0; comparable within one question only. */
  readonly score: number;
  /** Share in [0, 1] of the question's weight (its tokens by their rarity) that the document has. */
  readonly coverage: number;
}

/** A token of a question, and others that may stand for it at a discount. */
export interface Asked {
  readonly token: string;
  readonly synonyms: readonly string[];
}

export interface Bm25Index {
  /** The best documents first; equal scores in the order of the list. Documents that share nothing are absent. */
  rank(question: readonly Asked[], limit: number): readonly Ranked[];
}

/** How soon repetitions stop counting. */
const k1 = 1.2;
/** How much long documents are held back. */
const b = 0.6;
/** What a synonym counts, beside 1 for the word itself. */
const synonymWeight = 0.6;

/**
 * @param documents the tokens of every document, repetitions kept
 * @source Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", eq. 3.15, with the
 *         inverse document frequency ln(1 + (N − n + ½) / (n + ½)), which is never negative. Of a token and its
 *         synonyms the one that scores most counts.
 */
export function bm25Index(documents: readonly (readonly string[])[]): Bm25Index {
  const postings = new Map<string, Map<number, number>>();
  for (const [document, tokens] of documents.entries()) {
    for (const token of tokens) {
      const counts = postings.get(token) ?? new Map<number, number>();
      postings.set(token, counts.set(document, (counts.get(document) ?? 0) + 1));
    }
  }
  const averageLength = documents.reduce((sum, tokens) => sum + tokens.length, 0) / documents.length;

  return {
    rank(question, limit) {
      const sums = new Map<number, { score: number; covered: number }>();
      let weight = 0;
      for (const { token, synonyms } of question) {
        const best = new Map<number, { score: number; covered: number }>();
        for (const alternative of [token, ...synonyms]) {
          const rareness = rarity(alternative) * (alternative === token ? 1 : synonymWeight);
          for (const [document, count] of postings.get(alternative) ?? []) {
            const score = rareness * frequency(document, count);
            const known = best.get(document) ?? { score: 0, covered: 0 };
            best.set(document, {
              score: Math.max(known.score, score),
              covered: Math.max(known.covered, rareness),
            });
          }
        }
        for (const [document, { score, covered }] of best) {
          const sum = sums.get(document) ?? { score: 0, covered: 0 };
          sums.set(document, { score: sum.score + score, covered: sum.covered + covered });
        }
        weight += rarity(token);
      }
      return [...sums]
        .map(([document, { score, covered }]) => ({
          document,
          score,
          coverage: Math.min(1, covered / weight),
        }))
        .sort((one, other) => other.score - one.score || one.document - other.document)
        .slice(0, limit);
    },
  };

  /** A word that no document has weighs most of all. */
  function rarity(token: string): number {
    const holders = postings.get(token)?.size ?? 0;
    return Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
  }

  function frequency(document: number, count: number): number {
    const length = (documents[document]?.length ?? 0) / averageLength;
    return (count * (k1 + 1)) / (count + k1 * (1 - b + b * length));
  }
}
