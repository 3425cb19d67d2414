// The points of one run that are in tail rows but not yet in blocks, held in memory in columns in the order they came. Not their rows.
import { type Int64, int64 } from '../../../model/int64.ts';
import { newColumns, noPoints, type PointColumns } from './pointColumns.ts';
import type { TailRow } from './tailRow.ts';

const firstCapacity = 16;
const mostKept = 16_384;

export class OpenTail {
  /** How many points there are. */
  n = 0;
  keys = new Uint32Array(0);
  steps = new Float64Array(0);
  timestamps = new Float64Array(0);
  values = new Float64Array(0);
  /** Exact integers of all points, from the first one on that float64 cannot hold. */
  wideSteps: BigInt64Array<ArrayBuffer> | null = null;
  wideTimestamps: BigInt64Array<ArrayBuffer> | null = null;

  /** Makes room for `more` points; their places are then written through `set` or the columns. */
  reserve(more: number): void {
    const needed = this.n + more;
    if (needed <= this.values.length) return;
    const capacity = Math.max(needed, firstCapacity, this.values.length * 2);
    this.keys = grown(new Uint32Array(capacity), this.keys, this.n);
    this.steps = grown(new Float64Array(capacity), this.steps, this.n);
    this.timestamps = grown(new Float64Array(capacity), this.timestamps, this.n);
    this.values = grown(new Float64Array(capacity), this.values, this.n);
    if (this.wideSteps !== null && this.wideTimestamps !== null) {
      this.wideSteps = grownWide(capacity, this.wideSteps);
      this.wideTimestamps = grownWide(capacity, this.wideTimestamps);
    }
  }

  /** Keeps every point exact from now on, at the cost of 16 bytes more each. */
  widen(): void {
    if (this.wideSteps !== null) return;
    this.wideSteps = widened(this.steps, this.n);
    this.wideTimestamps = widened(this.timestamps, this.n);
  }

  /** Lets go of all points. Keeps the memory where it is not much: a run that logs on fills it again. */
  clear(): void {
    this.n = 0;
    this.wideSteps = null;
    this.wideTimestamps = null;
    if (this.values.length <= mostKept) return;
    this.keys = new Uint32Array(0);
    this.steps = new Float64Array(0);
    this.timestamps = new Float64Array(0);
    this.values = new Float64Array(0);
  }

  /** Adds a point of a tail that was widened. */
  pushWide(key: number, step: Int64, timestamp: Int64, value: number): void {
    const i = this.n++;
    this.keys[i] = key;
    this.steps[i] = Number(step);
    this.timestamps[i] = Number(timestamp);
    this.values[i] = value;
    if (this.wideSteps !== null) this.wideSteps[i] = BigInt(step);
    if (this.wideTimestamps !== null) this.wideTimestamps[i] = BigInt(timestamp);
  }

  pushRow(row: TailRow): void {
    this.reserve(row.n);
    if (row.wideSteps !== null) this.widen();
    if (this.wideSteps === null && row.steps !== null && row.timestamps !== null) {
      this.keys.set(row.keys, this.n);
      this.steps.set(row.steps, this.n);
      this.timestamps.set(row.timestamps, this.n);
      this.values.set(row.values, this.n);
      this.n += row.n;
      return;
    }
    for (let i = 0; i < row.n; i++) {
      const step = row.wideSteps?.[i] ?? row.steps?.[i] ?? 0;
      const timestamp = row.wideTimestamps?.[i] ?? row.timestamps?.[i] ?? 0;
      this.pushWide(row.keys[i] ?? 0, step, timestamp, row.values[i] ?? 0);
    }
  }

  stepAt(i: number): Int64 {
    return this.wideSteps === null ? (this.steps[i] ?? 0) : int64(this.wideSteps[i] ?? 0n);
  }

  timestampAt(i: number): Int64 {
    return this.wideTimestamps === null ? (this.timestamps[i] ?? 0) : int64(this.wideTimestamps[i] ?? 0n);
  }

  /** A copy of the points of one key, in the order they came. */
  pointsOf(key: number): PointColumns {
    const { keys, n } = this;
    let count = 0;
    for (let i = 0; i < n; i++) if (keys[i] === key) count++;
    if (count === 0) return noPoints;
    const places = new Uint32Array(count);
    let at = 0;
    for (let i = 0; i < n; i++) if (keys[i] === key) places[at++] = i;
    return this.pointsAt(places);
  }

  /** A copy of the points at these places. */
  pointsAt(places: Uint32Array): PointColumns {
    const points = newColumns(places.length, this.wideSteps !== null);
    for (let i = 0; i < places.length; i++) {
      const place = places[i] ?? 0;
      points.steps[i] = this.steps[place] ?? 0;
      points.timestamps[i] = this.timestamps[place] ?? 0;
      points.values[i] = this.values[place] ?? 0;
      if (points.wide !== null) {
        points.wide.steps[i] = this.wideSteps?.[place] ?? 0n;
        points.wide.timestamps[i] = this.wideTimestamps?.[place] ?? 0n;
      }
    }
    return points;
  }
}

function grown<T extends Uint32Array | Float64Array>(target: T, source: T, n: number): T {
  target.set(source.subarray(0, n));
  return target;
}

function grownWide(capacity: number, source: BigInt64Array): BigInt64Array<ArrayBuffer> {
  const target = new BigInt64Array(capacity);
  target.set(source);
  return target;
}

function widened(source: Float64Array, n: number): BigInt64Array<ArrayBuffer> {
  const target = new BigInt64Array(source.length);
  for (let i = 0; i < n; i++) target[i] = BigInt(source[i] ?? 0);
  return target;
}
