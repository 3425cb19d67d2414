// What is asked of storage about metric series: the points of one key of one run, exactly or reduced without losing spikes.
import type { Int64 } from '../model/int64.ts';
import type { MetricPoint } from '../model/run.ts';
import type { Page, PageRequest } from './page.ts';

/** A slice of one series in columns; all arrays have the same length. */
export interface SeriesColumns {
  readonly steps: readonly Int64[] | Float64Array;
  readonly timestamps: readonly Int64[] | Float64Array;
  readonly values: Float64Array;
}

export interface SeriesPage {
  readonly points: SeriesColumns;
  readonly next: string | null;
}

/** Figures of a whole series. Points that are exact duplicates may be counted twice in `count` and `sum`: approximate. */
export interface SeriesSummary {
  readonly runId: string;
  readonly key: string;
  readonly count: number;
  readonly last: MetricPoint;
  /** Smallest and largest value that is not NaN; null when all are NaN. */
  readonly min: number | null;
  readonly max: number | null;
  /** Sum of the values that are not NaN. */
  readonly sum: number;
}

/** A point of a run among several runs. */
export interface RunPoint extends MetricPoint {
  readonly runId: string;
}

export interface ChartRequest {
  readonly runIds: readonly string[];
  readonly key: string;
  /** Steps to draw, both ends included; null for all. */
  readonly fromStep: number | null;
  readonly toStep: number | null;
  /** How many buckets across the drawn steps, at most; 1..10,000. Steps on both sides of 0 take two at least. */
  readonly buckets: number;
}

/**
 * One run's curve: bucket i covers steps [firstStep[i], lastStep[i]] and holds every one of its points in min, max, sum, count;
 * NaN points only in nanCount (min and max are NaN where a bucket holds nothing else) and in last. Never a sample. `exact` when each
 * bucket is one point. Runs without points are left out.
 */
export interface ChartCurve {
  readonly runId: string;
  readonly exact: boolean;
  readonly firstStep: Float64Array;
  readonly lastStep: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
  readonly nanCount: Float64Array;
  readonly last: Float64Array;
  readonly lastTimestamp: Float64Array;
}

export interface SeriesStore {
  /** Exact, in the order (timestamp, step, value); duplicates appear once. Empty for an unknown run or key. */
  history(runId: string, key: string, page: PageRequest): Promise<SeriesPage>;
  /**
   * Exact points at evenly chosen steps of the union of the runs' steps, with the last step and every run's first and last step;
   * in the order (run as asked, step, timestamp, value). `fromStep`/`toStep` bound the steps, both ends included.
   */
  sampled(
    runIds: readonly string[],
    key: string,
    range: { readonly fromStep: Int64 | null; readonly toStep: Int64 | null },
    maxSteps: number,
  ): Promise<readonly RunPoint[]>;
  /**
   * Exact in min, max and last; duplicates may count twice in count and sum. A run with no more points than buckets comes point by point;
   * otherwise buckets lie on multiples of a power of two, so that a curve keeps its shape while steps are added.
   */
  chart(request: ChartRequest): Promise<readonly ChartCurve[]>;
  /** Approximate in count and sum, exact in the rest. Runs and keys without points are left out; `keys` null means all. */
  summaries(runIds: readonly string[], keys: readonly string[] | null): Promise<readonly SeriesSummary[]>;
  /** The keys logged in an experiment, in alphabetical order. */
  keysOf(experimentIds: readonly string[], page: PageRequest): Promise<Page<string>>;
}
