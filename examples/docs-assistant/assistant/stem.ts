// Reduces an English word to a stem that its inflections share. Not a dictionary: stems need not be words.

const endings: readonly (readonly [RegExp, string])[] = [
  [/(ss|x|ch|sh)es$/, '$1'],
  [/ies$/, 'y'],
  [/(?<![su])s$/, ''],
  [/(?<=[aeiouy].*)(ations?|ating|ated)$/, 'ate'],
  [/(?<=[aeiouy].*)(ing|ed)$/, ''],
  [/(?<=[aeiouy].{2,})(ment|ness|ly|able|ible|er|or|al|ive|ion)$/, ''],
];

/** The stem of a lower-case word; words of up to three letters are returned as they are. */
export function stem(word: string): string {
  if (word.length <= 3) return word;
  const bare = endings.reduce((shorter, [ending, put]) => shorter.replace(ending, put), word);
  if (bare.length < 3) return word;
  return bare
    .replace(/([bdfgmnprt])\1$/, '$1')
    .replace(/(?<=..)e$/, '')
    .replace(/(?<=[^aeiou])y$/, 'i');
}
