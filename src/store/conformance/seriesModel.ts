// Metric series by brute force: what the right answers are, for the suite that compares engines with them. Not an engine.
import fc from 'fast-check';
import { compareInt64, int64, type Int64 } from '../../model/int64.ts';
import type { MetricPoint } from '../../model/run.ts';
import type { ChartCurve, SeriesColumns } from '../seriesStore.ts';

/** Steps and timestamps: mostly small, sometimes at the edges of what a float64 or 64 bits hold. */
const edges = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 62n, 2n ** 63n - 1n].map(int64);
const negativeEdges = [-(2n ** 53n) + 1n, -(2n ** 53n), -(2n ** 53n) - 1n, -(2n ** 63n)].map(int64);

export const anyStep: fc.Arbitrary<Int64> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -3, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(...edges, ...negativeEdges) },
);
export const anyTimestamp: fc.Arbitrary<Int64> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_010 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, ...edges) },
);
export const anyValue: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE, 0.1),
  fc.double(),
);

export function anyPoints(keys: readonly string[], maxLength: number): fc.Arbitrary<MetricPoint[]> {
  return fc.array(
    fc.record(
      { key: fc.constantFrom(...keys), value: anyValue, step: anyStep, timestamp: anyTimestamp },
      { noNullPrototype: true },
    ),
    { maxLength },
  );
}

/** The points of one key as a set, in the order of a history. */
export function historyOf(points: readonly MetricPoint[], key: string): MetricPoint[] {
  const sorted = points
    .filter((point) => point.key === key)
    .sort((a, b) => compareInt64(a.timestamp, b.timestamp) || compareInt64(a.step, b.step) || byValue(a, b));
  return sorted.filter((point, i) => {
    const before = sorted[i - 1];
    return before === undefined || !isSame(before, point);
  });
}

/** The latest point of every key, in the order of the keys; zero has no sign there. */
export function latestOf(points: readonly MetricPoint[]): MetricPoint[] {
  const latest = new Map<string, MetricPoint>();
  for (const point of points) {
    const known = latest.get(point.key);
    const order =
      known === undefined
        ? 1
        : compareInt64(point.step, known.step) ||
          compareInt64(point.timestamp, known.timestamp) ||
          byValue(point, known);
    if (order > 0) latest.set(point.key, { ...point, value: point.value + 0 });
  }
  return [...latest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isSame(a: MetricPoint, b: MetricPoint): boolean {
  return a.step === b.step && a.timestamp === b.timestamp && Object.is(a.value, b.value);
}

/** NaN stands where 0 stands; then −0, 0, NaN. */
function byValue(a: MetricPoint, b: MetricPoint): number {
  const x = Number.isNaN(a.value) ? 0 : a.value;
  const y = Number.isNaN(b.value) ? 0 : b.value;
  if (x !== y) return x < y ? -1 : 1;
  const rank = ({ value }: MetricPoint): number => (Object.is(value, -0) ? 0 : Number.isNaN(value) ? 2 : 1);
  return rank(a) - rank(b);
}

export function pointsOfColumns(key: string, columns: SeriesColumns): MetricPoint[] {
  return Array.from(columns.values, (value, i) => ({
    key,
    value,
    step: columns.steps[i] ?? NaN,
    timestamp: columns.timestamps[i] ?? NaN,
  }));
}

export interface Bucket {
  readonly firstStep: number;
  readonly lastStep: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly count: number;
  readonly nanCount: number;
  readonly last: number;
  readonly lastTimestamp: number;
}

export function bucketsOf(curve: ChartCurve): Bucket[] {
  const at = (column: Float64Array, i: number): number => column[i] ?? NaN;
  return Array.from(curve.count, (count, i) => ({
    firstStep: at(curve.firstStep, i),
    lastStep: at(curve.lastStep, i),
    min: at(curve.min, i),
    max: at(curve.max, i),
    sum: at(curve.sum, i),
    count,
    nanCount: at(curve.nanCount, i),
    last: at(curve.last, i),
    lastTimestamp: at(curve.lastTimestamp, i),
  }));
}

/** What a bucket over these steps must hold; the points must be in step order, and some must lie within. */
export function bucketOver(points: readonly MetricPoint[], firstStep: number, lastStep: number): Bucket {
  const inside = points.filter(({ step }) => Number(step) >= firstStep && Number(step) <= lastStep);
  const values = inside.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const last = inside.at(-1);
  return {
    firstStep: Number(inside[0]?.step ?? NaN),
    lastStep: Number(last?.step ?? NaN),
    min: values.length === 0 ? NaN : values.reduce((a, b) => Math.min(a, b)),
    max: values.length === 0 ? NaN : values.reduce((a, b) => Math.max(a, b)),
    sum: values.reduce((a, b) => a + b, 0),
    count: values.length,
    nanCount: inside.length - values.length,
    last: last?.value ?? NaN,
    lastTimestamp: Number(last?.timestamp ?? NaN),
  };
}
