// Numbers that look random and repeat for the same seed. Not for secrets.

export interface SeededRandom {
  /** Integer in [least, most]. */
  between(least: number, most: number): number;
  bytes(size: number): Buffer;
}

/** Marsaglia's xorshift on 32 bits. */
export function seededRandom(seed: number): SeededRandom {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  function next(): number {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  }
  return {
    between(least, most) {
      return least + (next() % (most - least + 1));
    },
    bytes(size) {
      const bytes = Buffer.alloc(size);
      for (let i = 0; i + 4 <= size; i += 4) bytes.writeUInt32LE(next(), i);
      return bytes;
    },
  };
}
