// Words as ROUGE counts them: the tokeniser of the reference implementation, or the same for every script. Without stemming.
import { caseFold } from './caseFold.ts';
import { words } from './words.ts';

/**
 * Lower-case words.
 *
 * @param tokens `rouge-score` keeps only `a`–`z` and digits, as the Python package does, and so breaks words at accents; `unicode`
 *   keeps letters of every script. Both agree on ASCII.
 */
export function rougeTokens(text: string, tokens: 'unicode' | 'rouge-score'): readonly string[] {
  return tokens === 'unicode' ? words(caseFold(text)) : (text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
}
