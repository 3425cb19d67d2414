// Points of one series in columns, as they travel between the tail, the blocks and the reader thread. Not their encoding on disk.
import { type Int64, int64 } from '../../../model/int64.ts';
import type { SeriesColumns } from '../../seriesStore.ts';
import { compareValues } from './pointOrder.ts';

/** Exact integers, present only where a float64 cannot hold all of a column. */
export interface WideColumns {
  readonly steps: BigInt64Array<ArrayBuffer>;
  readonly timestamps: BigInt64Array<ArrayBuffer>;
}

/**
 * Arrays of one length. `steps` and `timestamps` are exact unless `wide` is there; then they are the nearest float64, which orders
 * points rightly except among equals, and `wide` settles those.
 */
export interface PointColumns {
  readonly steps: Float64Array<ArrayBuffer>;
  readonly timestamps: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly wide: WideColumns | null;
}

/** Within this, differences of differences of integers, and their zigzag forms, are exact in float64. */
const narrowLimit = 2 ** 50;

/** Whether the integers of all points can be packed with float64 arithmetic. */
export function isNarrow(points: PointColumns): boolean {
  return points.wide === null && isWithin(points.steps) && isWithin(points.timestamps);
}

function isWithin(column: Float64Array): boolean {
  for (const value of column) if (value > narrowLimit || value < -narrowLimit) return false;
  return true;
}

export const noPoints: PointColumns = newColumns(0, false);

export function newColumns(n: number, isWide: boolean): PointColumns {
  return {
    steps: new Float64Array(n),
    timestamps: new Float64Array(n),
    values: new Float64Array(n),
    wide: isWide ? { steps: new BigInt64Array(n), timestamps: new BigInt64Array(n) } : null,
  };
}

/** Copies point `from` of one set of columns to place `to` of another, which is wide if the first is. */
export function copyPoint(source: PointColumns, from: number, target: PointColumns, to: number): void {
  target.steps[to] = source.steps[from] ?? 0;
  target.timestamps[to] = source.timestamps[from] ?? 0;
  target.values[to] = source.values[from] ?? 0;
  if (target.wide !== null) {
    target.wide.steps[to] = wideStep(source, from);
    target.wide.timestamps[to] = wideTimestamp(source, from);
  }
}

export function stepAt(points: PointColumns, i: number): Int64 {
  return points.wide === null ? (points.steps[i] ?? 0) : int64(points.wide.steps[i] ?? 0n);
}

export function stepsOf(points: PointColumns): ArrayLike<Int64> {
  return points.wide === null ? points.steps : Array.from(points.wide.steps, int64);
}

export function timestampAt(points: PointColumns, i: number): Int64 {
  return points.wide === null ? (points.timestamps[i] ?? 0) : int64(points.wide.timestamps[i] ?? 0n);
}

function wideStep(points: PointColumns, i: number): bigint {
  return points.wide === null ? BigInt(points.steps[i] ?? 0) : (points.wide.steps[i] ?? 0n);
}

function wideTimestamp(points: PointColumns, i: number): bigint {
  return points.wide === null ? BigInt(points.timestamps[i] ?? 0) : (points.wide.timestamps[i] ?? 0n);
}

/** The places of the numbers that pass a test. */
export function placesWhere(column: Float64Array, test: (value: number) => boolean): Uint32Array {
  const places = new Uint32Array(column.length);
  let found = 0;
  for (let i = 0; i < column.length; i++) if (test(column[i] ?? 0)) places[found++] = i;
  return places.subarray(0, found);
}

/** A copy of the numbers at these places. */
export function columnAt(column: Float64Array, places: Uint32Array): Float64Array<ArrayBuffer> {
  const picked = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) picked[i] = column[places[i] ?? 0] ?? 0;
  return picked;
}

/** A copy of the points at these places. */
export function pointsAt(points: PointColumns, places: Uint32Array): PointColumns {
  const picked = newColumns(places.length, points.wide !== null);
  for (let i = 0; i < places.length; i++) copyPoint(points, places[i] ?? 0, picked, i);
  return picked;
}

export function slicePoints(points: PointColumns, from: number, to: number): PointColumns {
  return {
    steps: points.steps.slice(from, to),
    timestamps: points.timestamps.slice(from, to),
    values: points.values.slice(from, to),
    wide:
      points.wide === null
        ? null
        : { steps: points.wide.steps.slice(from, to), timestamps: points.wide.timestamps.slice(from, to) },
  };
}

export function concatPoints(parts: readonly PointColumns[]): PointColumns {
  const [first] = parts;
  if (first === undefined) return noPoints;
  if (parts.length === 1) return first;
  const all = newColumns(
    parts.reduce((sum, part) => sum + part.values.length, 0),
    parts.some((part) => part.wide !== null),
  );
  let at = 0;
  for (const part of parts) {
    all.steps.set(part.steps, at);
    all.timestamps.set(part.timestamps, at);
    all.values.set(part.values, at);
    if (all.wide !== null) {
      for (let i = 0; i < part.values.length; i++) {
        all.wide.steps[at + i] = wideStep(part, i);
        all.wide.timestamps[at + i] = wideTimestamp(part, i);
      }
    }
    at += part.values.length;
  }
  return all;
}

/** The same points as the port names them. */
export function seriesColumns(points: PointColumns): SeriesColumns {
  const { steps, timestamps, values, wide } = points;
  if (wide === null) return { steps, timestamps, values };
  return { steps: Array.from(wide.steps, int64), timestamps: Array.from(wide.timestamps, int64), values };
}

/** `step`: by (step, timestamp, value), as blocks are stored. `time`: by (timestamp, step, value), as a history is read. */
export type PointOrder = 'step' | 'time';

/** Orders point i of one set of columns against point j of another. */
export function comparePoints(
  a: PointColumns,
  i: number,
  b: PointColumns,
  j: number,
  order: PointOrder,
): number {
  if (order === 'step') {
    return (
      compareSteps(a, i, b, j) ||
      compareTimestamps(a, i, b, j) ||
      compareValues(a.values[i] ?? 0, b.values[j] ?? 0)
    );
  }
  return (
    compareTimestamps(a, i, b, j) ||
    compareSteps(a, i, b, j) ||
    compareValues(a.values[i] ?? 0, b.values[j] ?? 0)
  );
}

function compareSteps(a: PointColumns, i: number, b: PointColumns, j: number): number {
  const x = a.steps[i] ?? 0;
  const y = b.steps[j] ?? 0;
  if (x !== y) return x < y ? -1 : 1;
  if (a.wide === null && b.wide === null) return 0;
  return compareBig(wideStep(a, i), wideStep(b, j));
}

function compareTimestamps(a: PointColumns, i: number, b: PointColumns, j: number): number {
  const x = a.timestamps[i] ?? 0;
  const y = b.timestamps[j] ?? 0;
  if (x !== y) return x < y ? -1 : 1;
  if (a.wide === null && b.wide === null) return 0;
  return compareBig(wideTimestamp(a, i), wideTimestamp(b, j));
}

function compareBig(x: bigint, y: bigint): number {
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The same points in order, each once. Points already so are answered as they are, without a copy. */
export function sortedSet(points: PointColumns, order: PointOrder): PointColumns {
  if (isSortedSet(points, order)) return points;
  const n = points.values.length;
  const places = new Uint32Array(n);
  for (let i = 0; i < n; i++) places[i] = i;
  places.sort((i, j) => comparePoints(points, i, points, j, order));
  let kept = 0;
  for (let i = 0; i < n; i++) {
    const place = places[i] ?? 0;
    const before = kept === 0 ? -1 : (places[kept - 1] ?? 0);
    if (before < 0 || comparePoints(points, before, points, place, order) !== 0) places[kept++] = place;
  }
  return pointsAt(points, places.subarray(0, kept));
}

function isSortedSet(points: PointColumns, order: PointOrder): boolean {
  const first = order === 'step' ? points.steps : points.timestamps;
  let before = first[0] ?? 0;
  for (let i = 1; i < first.length; i++) {
    const value = first[i] ?? 0;
    if (value < before || (value === before && comparePoints(points, i - 1, points, i, order) >= 0))
      return false;
    before = value;
  }
  return true;
}
