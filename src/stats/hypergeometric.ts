// The hypergeometric distribution: how many of a group are among those drawn without putting back.

/**
 * Probabilities of drawing k of the first group in `drawn` draws without replacement, for every k that can occur.
 *
 * @param first  size of the first group; integer ≥ 0
 * @param second size of the second group; integer ≥ 0
 * @param drawn  integer, 0 ≤ drawn ≤ first + second
 * @returns the probability of `least + i` at i; they add up to 1
 * @source ratios of neighbouring terms from the mode outwards, so that no factorial is ever formed
 */
export function hypergeometric(
  first: number,
  second: number,
  drawn: number,
): { readonly least: number; readonly probabilities: Float64Array } {
  const least = Math.max(0, drawn - second);
  const most = Math.min(first, drawn);
  const weights = new Float64Array(most - least + 1);
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((drawn + 1) * (first + 1)) / (first + second + 2))),
  );
  weights[mode - least] = 1;
  for (let k = mode; k < most; k++) {
    const ratio = ((first - k) * (drawn - k)) / ((k + 1) * (second - drawn + k + 1));
    weights[k + 1 - least] = (weights[k - least] ?? 0) * ratio;
  }
  for (let k = mode; k > least; k--) {
    const ratio = (k * (second - drawn + k)) / ((first - k + 1) * (drawn - k + 1));
    weights[k - 1 - least] = (weights[k - least] ?? 0) * ratio;
  }
  let total = 0;
  for (const weight of weights) total += weight;
  return { least, probabilities: weights.map((weight) => weight / total) };
}
