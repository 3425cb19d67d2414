// A number that looks random and is the same for the same words everywhere. Not a generator with a state.
import { createHash } from 'node:crypto';

/** In [0, 1), from SHA-256 of the words: independent of the machine, of order and of what else is drawn. */
export function seededFraction(...words: readonly string[]): number {
  const digest = createHash('sha256').update(JSON.stringify(words)).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
