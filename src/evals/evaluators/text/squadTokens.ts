// Words as the evaluation script of SQuAD 1.1 compares them. Not a tokeniser for languages other than those whose articles are named.

const punctuation = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g;

/**
 * Lower case, ASCII punctuation removed, articles removed, split at white space.
 *
 * @param articles words dropped wherever they stand alone; `a`, `an` and `the` in the reference
 * @source Rajpurkar et al. 2016, `normalize_answer` of evaluate-v1.1
 */
export function squadTokens(text: string, articles: RegExp | undefined): readonly string[] {
  const bare = text.toLowerCase().replace(punctuation, '');
  const kept = articles === undefined ? bare : bare.replace(articles, ' ');
  return kept.split(/\s+/u).filter((word) => word !== '');
}

/** The articles as one pattern; undefined when there are none. */
export function articlePattern(articles: readonly string[]): RegExp | undefined {
  if (articles.length === 0) return undefined;
  const words = articles.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
}
