// Runs as they cross from the reader thread: metrics in columns, because copying thousands of small objects takes longer than the search.
import type { Int64 } from '../../model/int64.ts';
import type { MetricPoint, Run } from '../../model/run.ts';

export interface PackedRuns {
  /** The runs with no metrics. */
  readonly runs: readonly Run[];
  /** Every metric key of the page, once. */
  readonly keys: readonly string[];
  /** How many points each run has. */
  readonly counts: Uint32Array;
  /** Columns of all points, run after run: the place of the key in `keys`, and the point. */
  readonly keyOf: Uint32Array;
  readonly values: Float64Array;
  /** Exact integers; an array where one is beyond 2^53. */
  readonly steps: Float64Array | readonly Int64[];
  readonly timestamps: Float64Array | readonly Int64[];
}

export function packRuns(runs: readonly Run[]): PackedRuns {
  const total = runs.reduce((sum, run) => sum + run.metrics.length, 0);
  const places = new Map<string, number>();
  const keyOf = new Uint32Array(total);
  const values = new Float64Array(total);
  const steps: Int64[] = [];
  const timestamps: Int64[] = [];
  let i = 0;
  for (const run of runs) {
    for (const point of run.metrics) {
      let place = places.get(point.key);
      if (place === undefined) places.set(point.key, (place = places.size));
      keyOf[i] = place;
      values[i] = point.value;
      steps.push(point.step);
      timestamps.push(point.timestamp);
      i++;
    }
  }
  return {
    runs: runs.map((run) => ({ ...run, metrics: [] })),
    keys: [...places.keys()],
    counts: Uint32Array.from(runs, (run) => run.metrics.length),
    keyOf,
    values,
    steps: asColumn(steps),
    timestamps: asColumn(timestamps),
  };
}

export function unpackRuns(packed: PackedRuns): Run[] {
  let i = 0;
  return packed.runs.map((run, r) => {
    const metrics: MetricPoint[] = [];
    for (const end = i + (packed.counts[r] ?? 0); i < end; i++) {
      metrics.push({
        key: packed.keys[packed.keyOf[i] ?? 0] ?? '',
        value: packed.values[i] ?? Number.NaN,
        timestamp: packed.timestamps[i] ?? 0,
        step: packed.steps[i] ?? 0,
      });
    }
    return { ...run, metrics };
  });
}

function asColumn(integers: readonly Int64[]): Float64Array | readonly Int64[] {
  const column = new Float64Array(integers.length);
  for (let i = 0; i < integers.length; i++) {
    const integer = integers[i];
    if (typeof integer !== 'number') return integers;
    column[i] = integer;
  }
  return column;
}
