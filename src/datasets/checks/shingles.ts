// A text as the set of its short stretches, for saying how alike two texts are. Not which texts are compared.

/** Characters in one stretch. */
const width = 4;
/** A longer text is known by its smallest hashes: enough to estimate likeness within a few hundredths. */
const mostShingles = 1024;

/**
 * 32-bit hashes of every stretch of four characters, ascending, without repeats. Case, punctuation, spacing and forms of the same
 * character are no difference; the text is closed with spaces so that short ones have stretches too.
 */
export function shinglesOf(text: string): Uint32Array {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const normal = ` ${words.join(' ')} `;
  const hashes = new Set<number>();
  const last = Math.max(0, normal.length - width);
  for (let at = 0; at <= last; at += 1) hashes.add(hashOf(normal, at, Math.min(normal.length, at + width)));
  const sorted = Uint32Array.from(hashes).sort();
  return sorted.length <= mostShingles ? sorted : sorted.slice(0, mostShingles);
}

/** FNV-1a over UTF-16 units, finished so that small hashes are a fair sample. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Jaccard likeness in [0, 1]: exact for texts of up to 1,024 stretches, else estimated from the smallest hashes of both together.
 *
 * @source Broder 1997, On the resemblance and containment of documents
 */
export function likeness(left: Uint32Array, right: Uint32Array): number {
  const isSketch = left.length === mostShingles || right.length === mostShingles;
  const most = isSketch ? mostShingles : Infinity;
  let shared = 0;
  let seen = 0;
  let i = 0;
  let j = 0;
  while (seen < most && (i < left.length || j < right.length)) {
    const a = left[i] ?? Infinity;
    const b = right[j] ?? Infinity;
    if (a === b) shared += 1;
    if (a <= b) i += 1;
    if (b <= a) j += 1;
    seen += 1;
  }
  return seen === 0 ? 1 : shared / seen;
}
