// Words of a text in any script: runs of letters, marks and digits; scripts written without spaces give one word a character.

const ascii = /^[\x00-\x7f]*$/; // eslint-disable-line no-control-regex -- the whole of ASCII is meant
const unspaced =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const anyWord = new RegExp(`[${unspaced}]\\p{M}*|[[\\p{L}\\p{M}\\p{N}]--[${unspaced}]]+`, 'gv');

/** The words in order; case is kept. */
export function words(text: string): readonly string[] {
  return text.match(ascii.test(text) ? /[A-Za-z0-9]+/g : anyWord) ?? [];
}
