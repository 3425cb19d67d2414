// The tokenizer of version 1.1.0: words of three letters or more by their stems, without stop words.
import { stem } from './stem.ts';
import { isStopWord } from './stopWords.ts';

/** The stems of the words that carry meaning, in the order of the text. */
export function stemmedTokens(text: string): readonly string[] {
  return (text.toLowerCase().match(/\b[a-z]{3,}\b/g) ?? []).filter((word) => !isStopWord(word)).map(stem);
}
