/** The middle of a few figures; for latencies of many requests see load/latencies.ts. */

/** @returns the median, the mean of the middle two for an even count; undefined for none */
export function median(figures: readonly number[]): number | undefined {
  return quantile(figures, 0.5);
}

/** @returns the figure below which the given share lies, interpolated; undefined for none */
export function quantile(figures: readonly number[], share: number): number | undefined {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (at - Math.floor(at));
}
