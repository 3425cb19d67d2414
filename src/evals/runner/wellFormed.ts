// Keeps what no hash could name out of results: halves of surrogate pairs, and numbers that are none. Not a parser.
import type { Score, TargetOutput } from '../../model/evaluation.ts';

/** The first field of an answer that holds half of a surrogate pair or a number that is not finite; null for a sound answer. */
export function unsoundField(answer: TargetOutput): string | null {
  const field = Object.entries(answer).find(([, value]) => !isSound(value));
  return field?.[0] ?? null;
}

/** The same score with U+FFFD for halves of surrogate pairs and null for numbers that are not finite in what it says beside its value. */
export function soundScore(score: Score): Score {
  if (isSound(score)) return score;
  // `JSON.stringify` writes null for such numbers, and an escape for every half; an escaped backslash is passed over as a pair.
  const text = JSON.stringify(score).replaceAll(
    /\\(?:u(d[89a-f][0-9a-f]{2})|[^])/g,
    (found, half?: string) => (half === undefined ? found : '\\ufffd'),
  );
  // Text was exchanged for text, so that it is the score that it was.
  return JSON.parse(text) as Score;
}

/** Without recursion, whatever the depth. */
function isSound(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string' && !next.isWellFormed()) return false;
    if (typeof next === 'number' && !Number.isFinite(next)) return false;
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const each of next) if (each !== undefined) open.push(each);
      continue;
    }
    for (const [key, each] of Object.entries(next)) {
      if (!key.isWellFormed()) return false;
      if (each !== undefined) open.push(each);
    }
  }
  return true;
}
