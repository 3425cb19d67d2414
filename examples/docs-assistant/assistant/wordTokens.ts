// The tokenizer of version 1.0.0: words as they are typed, without stop words. Knows no grammar.
import { isStopWord } from './stopWords.ts';

/** Lower-case words; what stands inside a word stays (`--allowed-host`, `assay_data`, `store/in-use`). */
export function wordTokens(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s,;:|()[\]{}"'?!“”…]+/)
    .map((word) => word.replace(/^\.+(?=\W|$)|\.+$/g, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !isStopWord(word));
}
