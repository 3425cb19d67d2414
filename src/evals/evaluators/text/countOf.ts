// How often each token occurs. Also runs of tokens: see ngramCounts.

/** Occurrences by token. */
export function countOf(tokens: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** The size of the multiset intersection. */
export function overlapOf(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  let overlap = 0;
  for (const [token, count] of small) overlap += Math.min(count, large.get(token) ?? 0);
  return overlap;
}
