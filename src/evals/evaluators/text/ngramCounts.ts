// Runs of n tokens and how often each occurs.

/** Occurrences of every run of `size` tokens; empty when there are fewer tokens than that. */
export function ngramCounts(tokens: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + size <= tokens.length; start += 1) {
    let run = tokens[start] ?? '';
    // A space cannot be part of a token, so that no two runs share a key.
    for (let next = start + 1; next < start + size; next += 1) run += ` ${tokens[next] ?? ''}`;
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}
