// How many sentences of an answer find their words in given passages. A lexical baseline: it knows no meaning and no negation.
import { caseFold } from '../text/caseFold.ts';
import { stopWords } from '../lexicons/stopWords.ts';
import { sentences } from '../text/sentences.ts';
import { words } from '../text/words.ts';

export interface Support {
  /** Sentences that claim something: at least one word that is no stop word. */
  readonly claims: number;
  readonly supported: number;
  /** The first sentence without support, for the reader. */
  readonly firstUnsupported: string | null;
}

/**
 * A sentence is supported when at least `share` of its words stand in one passage, and every number in it does.
 *
 * @param passages sets of words by {@link claimWords}
 * @param share in (0, 1]
 */
export function supportedShare(
  answer: string,
  passages: readonly ReadonlySet<string>[],
  share: number,
): Support {
  let claims = 0;
  let supported = 0;
  let firstUnsupported: string | null = null;
  for (const sentence of sentences(answer)) {
    const claim = [...claimWords(sentence)];
    if (claim.length === 0) continue;
    claims += 1;
    if (passages.some((passage) => isIn(claim, passage, share))) supported += 1;
    else firstUnsupported ??= sentence.slice(0, 200);
  }
  return { claims, supported, firstUnsupported };
}

/** The distinct words of a text that claim something, without case. */
export function claimWords(text: string): ReadonlySet<string> {
  const distinct = new Set(words(caseFold(text)));
  return distinct.difference(stopWords);
}

function isIn(claim: readonly string[], passage: ReadonlySet<string>, share: number): boolean {
  let found = 0;
  for (const word of claim) {
    if (passage.has(word)) found += 1;
    else if (/^\p{N}+$/u.test(word)) return false;
  }
  return found >= share * claim.length;
}
