// Characters as a reader counts them. Not code points: an emoji of four code points is one.

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const simple = /^[\x20-\x7e\t\n]*$/;

/** How many characters a reader sees. */
export function graphemeCount(text: string): number {
  if (simple.test(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}
