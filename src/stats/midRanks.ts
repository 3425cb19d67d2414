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
  const sorted = Float64Array.from(values).sort();
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < ranks.length; i++) {
    const value = values[i] ?? Number.NaN;
    const below = countBelow(sorted, value, false);
    ranks[i] = (below + 1 + countBelow(sorted, value, true)) / 2;
  }
  let tieSum = 0;
  for (let from = 0; from < sorted.length;) {
    const to = countBelow(sorted, sorted[from] ?? Number.NaN, true);
    tieSum += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, tieSum };
}

/** How many of the ascending numbers are below `value`, or not above it. */
function countBelow(sorted: Float64Array, value: number, isEqualCounted: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle] ?? Number.NaN;
    if (at < value || (isEqualCounted && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
