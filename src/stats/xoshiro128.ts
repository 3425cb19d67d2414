// The pseudo-random numbers of resampling and simulation: xoshiro128**, the same on every machine. Not for secrets.

/** Four words of 32 bits, not all zero. */
export type Xoshiro128State = readonly [number, number, number, number];

export interface Xoshiro128 {
  /** The next 32 bits: integer in 0 … 2³² − 1. */
  readonly nextUint32: () => number;
  /** In [0, 1), a multiple of 2⁻³². */
  readonly nextUniform: () => number;
  /** Integer in 0 … limit − 1, each equally likely; `limit` an integer in 1 … 2³². */
  readonly nextBelow: (limit: number) => number;
}

/**
 * A stream of random numbers from a state.
 *
 * @throws RangeError when the state is all zero or not of 32-bit words
 * @source Blackman & Vigna 2018, xoshiro128** 1.1. Reference values: RN-01.
 */
export function xoshiro128(state: Xoshiro128State): Xoshiro128 {
  if (!state.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)) {
    throw new RangeError('a state is four integers of 32 bits');
  }
  if (state.every((word) => word === 0)) throw new RangeError('the state of zeros stays at zero');
  let [a, b, c, d] = state;
  function nextUint32(): number {
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }
  function nextBelow(limit: number): number {
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 2 ** 32)) {
      throw new RangeError(`a limit is an integer from 1 to 2³², not ${limit}`);
    }
    // Numbers of the last, incomplete round of `limit` would favour small remainders: they are drawn again.
    const complete = 2 ** 32 - (2 ** 32 % limit);
    for (;;) {
      const drawn = nextUint32();
      if (drawn < complete) return drawn % limit;
    }
  }
  return { nextUint32, nextUniform: () => nextUint32() / 2 ** 32, nextBelow };
}

/**
 * The state that a hash stands for: its first 128 bits, so that a seed names what it was made for.
 *
 * @param hash hexadecimal, at least 32 digits, e.g. SHA-256 of gate, dimension, slice and dataset version
 * @throws RangeError when it is not that, or begins with 128 zero bits
 */
export function stateOfHash(hash: string): Xoshiro128State {
  if (!/^[0-9a-f]{32}/i.test(hash)) throw new RangeError('a hash has at least 32 hexadecimal digits');
  const word = (at: number): number => Number.parseInt(hash.slice(at * 8, at * 8 + 8), 16);
  return [word(0), word(1), word(2), word(3)];
}

/**
 * The state that a small number stands for, spread over all bits: for simulations and tests.
 *
 * @param seed integer in 0 … 2³² − 1
 * @source Steele, Lea & Flood 2014, SplitMix, in its 32-bit form with the finaliser of MurmurHash3
 */
export function stateOfNumber(seed: number): Xoshiro128State {
  let counter = seed >>> 0;
  const next = (): number => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  return [next(), next(), next(), next()];
}
