// The buckets of one curve on a grid of steps: what every point and every rollup group is added to. Not where they are read.
import type { ChartCurve } from '../../seriesStore.ts';
import { columnAt, placesWhere, type PointColumns } from './pointColumns.ts';
import { isLater } from './pointOrder.ts';
import type { Rollup } from './rollup.ts';

/**
 * Buckets as wide as a power of two, lying on multiples of it: a bucket keeps its place and its points while more steps arrive,
 * so that a live curve does not wobble.
 */
export interface Grid {
  readonly width: number;
  /** The number of the first bucket: it begins at step `firstLine · width`. */
  readonly firstLine: number;
  readonly buckets: number;
}

/** The finest grid that covers these steps with at most so many buckets; with two where steps lie on both sides of the anchor. */
export function gridOver(firstStep: number, lastStep: number, buckets: number): Grid {
  const mostBuckets = firstStep < 0 && lastStep >= 0 ? Math.max(2, buckets) : buckets;
  let width = 2 ** Math.max(0, Math.floor(Math.log2((lastStep - firstStep + 1) / mostBuckets)));
  let grid = gridOf(firstStep, lastStep, width);
  while (grid.buckets > mostBuckets) {
    width *= 2;
    grid = gridOf(firstStep, lastStep, width);
  }
  return grid;
}

function gridOf(firstStep: number, lastStep: number, width: number): Grid {
  const firstLine = Math.floor(firstStep / width);
  return { width, firstLine, buckets: Math.floor(lastStep / width) - firstLine + 1 };
}

export class ChartBuckets {
  readonly #grid: Grid;
  readonly #firstStep: Float64Array;
  readonly #lastStep: Float64Array;
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  readonly #sum: Float64Array;
  readonly #count: Float64Array;
  readonly #nanCount: Float64Array;
  readonly #last: Float64Array;
  readonly #lastTimestamp: Float64Array;

  constructor(grid: Grid) {
    const n = grid.buckets;
    this.#grid = grid;
    this.#firstStep = new Float64Array(n).fill(Infinity);
    this.#lastStep = new Float64Array(n).fill(-Infinity);
    this.#min = new Float64Array(n).fill(Infinity);
    this.#max = new Float64Array(n).fill(-Infinity);
    this.#sum = new Float64Array(n);
    this.#count = new Float64Array(n);
    this.#nanCount = new Float64Array(n);
    this.#last = new Float64Array(n);
    this.#lastTimestamp = new Float64Array(n).fill(-Infinity);
  }

  /** Adds the points of steps within [from, to]. */
  addPoints(points: PointColumns, from: number, to: number): void {
    const { steps, timestamps, values } = points;
    const { width, firstLine } = this.#grid;
    let at = -1;
    let beyond = -Infinity;
    for (let i = 0; i < values.length; i++) {
      const step = steps[i] ?? 0;
      if (step < from || step > to) continue;
      // Steps mostly ascend: the bucket is found once for the points that fall in it one after another.
      if (step >= beyond || at < 0 || step < beyond - width) {
        const line = Math.floor(step / width);
        at = line - firstLine;
        beyond = (line + 1) * width;
      }
      const value = values[i] ?? 0;
      const isNaNValue = value !== value;
      this.#add(
        at,
        step,
        step,
        timestamps[i] ?? 0,
        value,
        isNaNValue ? 0 : value,
        1,
        isNaNValue ? 1 : 0,
        value,
        value,
      );
    }
  }

  /** Adds groups no wider than a bucket. */
  addRollup(rollup: Rollup): void {
    for (let i = 0; i < rollup.count.length; i++) {
      this.#add(
        Math.floor((rollup.firstStep[i] ?? 0) / this.#grid.width) - this.#grid.firstLine,
        rollup.firstStep[i] ?? 0,
        rollup.lastStep[i] ?? 0,
        rollup.lastTimestamp[i] ?? 0,
        rollup.last[i] ?? 0,
        rollup.sum[i] ?? 0,
        rollup.count[i] ?? 0,
        rollup.nanCount[i] ?? 0,
        rollup.min[i] ?? 0,
        rollup.max[i] ?? 0,
      );
    }
  }

  /** The buckets that hold points, in the order of their steps. */
  curve(runId: string): ChartCurve {
    const filled = placesWhere(this.#count, (n) => n > 0);
    const pick = (column: Float64Array): Float64Array => columnAt(column, filled);
    const min = pick(this.#min);
    const max = pick(this.#max);
    const count = pick(this.#count);
    const nanCount = pick(this.#nanCount);
    for (let i = 0; i < count.length; i++) {
      count[i] = (count[i] ?? 0) - (nanCount[i] ?? 0);
      if ((count[i] ?? 0) > 0) continue;
      min[i] = NaN;
      max[i] = NaN;
    }
    return {
      runId,
      exact: count.every((n, i) => n + (nanCount[i] ?? 0) === 1),
      firstStep: pick(this.#firstStep),
      lastStep: pick(this.#lastStep),
      min,
      max,
      sum: pick(this.#sum),
      count,
      nanCount,
      last: pick(this.#last),
      lastTimestamp: pick(this.#lastTimestamp),
    };
  }

  #add(
    at: number,
    firstStep: number,
    lastStep: number,
    lastTimestamp: number,
    last: number,
    sum: number,
    count: number,
    nanCount: number,
    min: number,
    max: number,
  ): void {
    const before = this.#count[at] ?? 0;
    this.#count[at] = before + count;
    this.#nanCount[at] = (this.#nanCount[at] ?? 0) + nanCount;
    this.#sum[at] = (this.#sum[at] ?? 0) + sum;
    if (firstStep < (this.#firstStep[at] ?? 0)) this.#firstStep[at] = firstStep;
    if (min < (this.#min[at] ?? 0)) this.#min[at] = min;
    if (max > (this.#max[at] ?? 0)) this.#max[at] = max;
    const isNewLast =
      before === 0 ||
      lastStep > (this.#lastStep[at] ?? 0) ||
      isLater(
        lastStep,
        lastTimestamp,
        last,
        this.#lastStep[at] ?? 0,
        this.#lastTimestamp[at] ?? 0,
        this.#last[at] ?? 0,
      );
    if (!isNewLast) return;
    this.#lastStep[at] = lastStep;
    this.#lastTimestamp[at] = lastTimestamp;
    this.#last[at] = last;
  }
}
