// Ranks of numbers, equal ones sharing the mean of theirs: what rank tests are made of.
import type { Numbers } from './shapeMoments.ts';

export interface MidRanks {
  /** The rank of each value, 1 for the least, in the order of the values. */
  readonly ranks: Float64Array;
  /** Σ(t³ − t) over groups of t equal values. */
  readonly tieSum: number;
}

/** @param values finite */
export function midRanks(values: Numbers): MidRanks {
  const order = Float64Array.from(values, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  let tieSum = 0;
  let from = 0;
  while (from < order.length) {
    const value = values[order[from] ?? 0];
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === value) to++;
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + 1 + to) / 2;
    const ties = to - from;
    tieSum += ties ** 3 - ties;
    from = to;
  }
  return { ranks, tieSum };
}
