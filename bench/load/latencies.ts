/** Counts latencies in buckets 1.6 % wide, so that a million answers cost no memory; exact values are not kept. */

/** The summary of one window, in milliseconds. */
export interface LatencySummary {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const bucketsPerOctave = 64;
const octaves = 34;

/** A histogram of milliseconds, from one microsecond to hours. */
export class Latencies {
  private readonly counts = new Float64Array(bucketsPerOctave * octaves);
  private total = 0;
  private max = 0;

  /** Counts one latency. */
  add(milliseconds: number): void {
    const microseconds = Math.max(1, milliseconds * 1000);
    const bucket = Math.min(this.counts.length - 1, Math.floor(Math.log2(microseconds) * bucketsPerOctave));
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total += 1;
    if (milliseconds > this.max) this.max = milliseconds;
  }

  /** The percentiles so far; undefined when nothing was counted, because nothing is known. */
  summary(): LatencySummary | undefined {
    if (this.total === 0) return undefined;
    return { p50: this.quantile(0.5), p95: this.quantile(0.95), p99: this.quantile(0.99), max: this.max };
  }

  private quantile(share: number): number {
    const wanted = Math.ceil(this.total * share);
    let seen = 0;
    for (let bucket = 0; bucket < this.counts.length; bucket += 1) {
      seen += this.counts[bucket] ?? 0;
      // The upper edge of the bucket, so that a percentile is never flattered.
      if (seen >= wanted) return Math.min(this.max, 2 ** ((bucket + 1) / bucketsPerOctave) / 1000);
    }
    return this.max;
  }
}
