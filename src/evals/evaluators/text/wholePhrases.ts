// Finds listed words and phrases in a text, as whole words and without case. Built from lists, never from users' patterns.
import { caseFold } from './caseFold.ts';

/** The first listed phrase in a text; undefined when there is none. Linear in the length of the text. */
export function wholePhrases(phrases: readonly string[]): (text: string) => string | undefined {
  const listed = new Map<string, string[]>();
  for (const phrase of phrases) {
    const parts = wordsWithApostrophes(phrase);
    const [first] = parts;
    if (first === undefined) continue;
    const starting = listed.get(first) ?? [];
    starting.push(parts.join(' '));
    listed.set(first, starting);
  }
  const longest = Math.max(1, ...phrases.map((phrase) => wordsWithApostrophes(phrase).length));
  return (text) => {
    const parts = wordsWithApostrophes(text);
    for (let start = 0; start < parts.length; start += 1) {
      const candidates = listed.get(parts[start] ?? '');
      if (candidates === undefined) continue;
      const ahead = ` ${parts.slice(start, start + longest).join(' ')} `;
      const found = candidates.find((phrase) => ahead.startsWith(` ${phrase} `));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function wordsWithApostrophes(text: string): readonly string[] {
  return (
    caseFold(text.normalize('NFC'))
      .replaceAll('\u2019', "'")
      .match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu) ?? []
  );
}
