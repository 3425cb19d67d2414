// A text's MinHash signature, folded into bands: texts that agree in a band are worth comparing. Not how alike they are.

export const bands = 16;
const rowsPerBand = 4;
const rows = bands * rowsPerBand;

/** Odd multipliers and offsets from a fixed sequence, so that the same texts give the same answer everywhere. */
const [multipliers, offsets] = (() => {
  let state = 0x9e3779b9;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    return (mixed ^ (mixed >>> 13)) >>> 0;
  };
  return [
    Int32Array.from({ length: rows }, () => next() | 1),
    Int32Array.from({ length: rows }, next),
  ] as const;
})();

/**
 * One hash a band. Two texts agree in at least one with probability 1 − (1 − likeness⁴)¹⁶: 0.9998 at a likeness of 0.8, 0.02 at 0.2.
 *
 * @source Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3.4
 */
export function signatureOf(shingles: Uint32Array): Uint32Array {
  const least = new Uint32Array(rows).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let row = 0; row < rows; row += 1) {
      const hash = (Math.imul(shingle, multipliers[row] ?? 1) + (offsets[row] ?? 0)) >>> 0;
      if (hash < (least[row] ?? 0)) least[row] = hash;
    }
  }
  const folded = new Uint32Array(bands);
  for (let row = 0; row < rows; row += 1) {
    const band = Math.floor(row / rowsPerBand);
    const mixed = Math.imul((folded[band] ?? 0) ^ (least[row] ?? 0), 0x85ebca6b);
    folded[band] = (mixed ^ (mixed >>> 15)) >>> 0;
  }
  return folded;
}
