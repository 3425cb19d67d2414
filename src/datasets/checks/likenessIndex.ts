// Finds the most alike of many texts without comparing all pairs, within a bounded effort for each. Not what likeness is.
import { likeness } from './shingles.ts';
import { bands, signatureOf } from './signature.ts';

export interface Match {
  /** Position of the text in the order in which texts were added. */
  readonly at: number;
  readonly likeness: number;
}

/** A text as the index knows it: its stretches and its bands. */
export interface IndexedText {
  readonly shingles: Uint32Array;
  readonly signature: Uint32Array;
}

export function indexedText(shingles: Uint32Array): IndexedText {
  return { shingles, signature: signatureOf(shingles) };
}

/** Texts looked at in one band, the latest first: bounds what thousands of texts of one template cost. */
const mostInBand = 24;

export class LikenessIndex {
  readonly #threshold: number;
  readonly #texts: IndexedText[] = [];
  /** For each band, the latest text of a hash; the one before it is in `#before`. */
  readonly #latest: readonly Map<number, number>[] = Array.from(
    { length: bands },
    () => new Map<number, number>(),
  );
  readonly #before: number[][] = Array.from({ length: bands }, () => []);

  /** @param threshold least likeness of a match, in (0, 1] */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  add(text: IndexedText): void {
    const at = this.#texts.push(text) - 1;
    for (const [band, hash] of text.signature.entries()) {
      this.#before[band]?.push(this.#latest[band]?.get(hash) ?? -1);
      this.#latest[band]?.set(hash, at);
    }
  }

  /** The most alike of those added before that `isEligible`; the earliest of equals; undefined when none is alike enough. */
  nearest({ shingles, signature }: IndexedText, isEligible: (at: number) => boolean): Match | undefined {
    const looked = new Set<number>();
    let best: Match | undefined;
    for (const [band, hash] of signature.entries()) {
      let at = this.#latest[band]?.get(hash) ?? -1;
      for (let steps = 0; at >= 0 && steps < mostInBand; steps += 1) {
        if (!looked.has(at)) {
          looked.add(at);
          const found = isEligible(at)
            ? likeness(shingles, this.#texts[at]?.shingles ?? new Uint32Array())
            : 0;
          const isBetter =
            best === undefined || found > best.likeness || (found === best.likeness && at < best.at);
          if (found >= this.#threshold && isBetter) best = { at, likeness: found };
        }
        at = this.#before[band]?.[at] ?? -1;
      }
    }
    return best;
  }
}
