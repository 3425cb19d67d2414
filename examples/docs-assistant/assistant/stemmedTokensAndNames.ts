// The tokenizer of version 1.2.0: the stems of 1.1.0, and beside them every name and number whole.
import { stemmedTokens } from './stemmedTokens.ts';
import { wordTokens } from './wordTokens.ts';

/** Stems, then names: words with a digit, a leading dash, or one of `_ . / - =` between their letters. */
export function stemmedTokensAndNames(text: string): readonly string[] {
  return [...stemmedTokens(text), ...wordTokens(text).filter((word) => /\d|^-|\w[_./=-]+\w/.test(word))];
}
