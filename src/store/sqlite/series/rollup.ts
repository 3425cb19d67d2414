// What the points of a block amount to in groups of about 64, so that a chart need not read the block. Not the chart.
//
// Groups lie on a grid of steps whose width is a power of two and which is anchored at step 0: a chart whose buckets are at least as
// wide holds every group whole in one bucket.
//
// u8 format, u8 flags, u8 log2 of the width, 1 byte free, u32 groups; columns sum, min, max, last; then for each group, as varints: the
// grid line after the one before, first and last step from that line, count, count of NaN if the block has any, last timestamp.
import { ByteReader } from './byteReader.ts';
import { ByteWriter } from './byteWriter.ts';
import { isNarrow, type PointColumns } from './pointColumns.ts';

const format = 1;
const float32Bounds = 1;
const someNaN = 2;
const pointsPerGroup = 64;
/** Below this a block is as quickly read itself. */
const fewestPoints = 128;

/** Arrays of one length, in step order. `min` is above `max` in a group of NaN only. */
export interface Rollup {
  /** A power of two. */
  readonly width: number;
  readonly firstStep: Float64Array;
  readonly lastStep: Float64Array;
  readonly sum: Float64Array;
  readonly min: Float64Array | Float32Array;
  readonly max: Float64Array | Float32Array;
  readonly last: Float64Array | Float32Array;
  readonly lastTimestamp: Float64Array;
  /** All points, NaN too. */
  readonly count: Float64Array;
  readonly nanCount: Float64Array;
}

/** @returns null when the points are few, or their integers too large to group in float64 */
export function encodeRollup(points: PointColumns): Uint8Array | null {
  const n = points.values.length;
  const first = points.steps[0] ?? 0;
  const last = points.steps[n - 1] ?? 0;
  if (n < fewestPoints || !isNarrow(points)) return null;
  const exponent = widthExponent(last - first + 1, n);
  const groups = group(points, 2 ** exponent);
  const g = groups.count.length;
  const isFloat32 = [groups.min, groups.max, groups.last].every((column) =>
    column.every((value) => value !== value || Math.fround(value) === value),
  );
  const hasNaN = groups.nanCount.some((count) => count > 0);
  const to = new ByteWriter(16 + g * 48);
  to.byte(format);
  to.byte((isFloat32 ? float32Bounds : 0) | (hasNaN ? someNaN : 0));
  to.byte(exponent);
  to.byte(0);
  for (let shift = 0; shift < 32; shift += 8) to.byte((g >>> shift) & 255);
  to.column(groups.sum);
  for (const column of [groups.min, groups.max, groups.last])
    to.column(isFloat32 ? new Float32Array(column) : column);
  let line = 0;
  let timestamp = 0;
  for (let i = 0; i < g; i++) {
    const nextLine = Math.floor((groups.firstStep[i] ?? 0) / groups.width);
    const start = nextLine * groups.width;
    to.signed(nextLine - line);
    to.unsigned((groups.firstStep[i] ?? 0) - start);
    to.unsigned((groups.lastStep[i] ?? 0) - start);
    to.unsigned(groups.count[i] ?? 0);
    if (hasNaN) to.unsigned(groups.nanCount[i] ?? 0);
    to.signed((groups.lastTimestamp[i] ?? 0) - timestamp);
    line = nextLine;
    timestamp = groups.lastTimestamp[i] ?? 0;
  }
  return to.finish();
}

/** The width of the groups alone. */
export function rollupWidth(bytes: Uint8Array): number {
  return 2 ** (bytes[2] ?? 0);
}

/** @throws Error when the bytes are not a rollup: the database is damaged */
export function decodeRollup(bytes: Uint8Array): Rollup {
  const from = new ByteReader(bytes);
  const found = from.byte();
  if (found !== format) throw new Error(`a rollup has the unknown format ${found}`);
  const flags = from.byte();
  const width = 2 ** from.byte();
  from.byte();
  let g = 0;
  for (let scale = 1; scale <= 2 ** 24; scale *= 256) g += from.byte() * scale;
  const bounds = (): Float64Array | Float32Array =>
    (flags & float32Bounds) !== 0 ? from.floats32(g) : from.floats64(g);
  const sum = from.floats64(g);
  const min = bounds();
  const max = bounds();
  const last = bounds();
  const firstStep = new Float64Array(g);
  const lastStep = new Float64Array(g);
  const count = new Float64Array(g);
  const nanCount = new Float64Array(g);
  const lastTimestamp = new Float64Array(g);
  let line = 0;
  let timestamp = 0;
  for (let i = 0; i < g; i++) {
    line += from.signed();
    firstStep[i] = line * width + from.unsigned();
    lastStep[i] = line * width + from.unsigned();
    count[i] = from.unsigned();
    if ((flags & someNaN) !== 0) nanCount[i] = from.unsigned();
    timestamp += from.signed();
    lastTimestamp[i] = timestamp;
  }
  return { width, firstStep, lastStep, sum, min, max, last, lastTimestamp, count, nanCount };
}

/** The power of two that gives groups of 54 to 108 points where steps are evenly spread, and 64 where every step is there. */
function widthExponent(span: number, n: number): number {
  return Math.max(0, Math.ceil(Math.log2((span / n) * pointsPerGroup) - 0.25));
}

function group(points: PointColumns, width: number): Rollup & Record<'min' | 'max' | 'last', Float64Array> {
  const n = points.values.length;
  let g = 0;
  let line = NaN;
  const groupOf = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const found = Math.floor((points.steps[i] ?? 0) / width);
    if (found !== line) {
      line = found;
      g++;
    }
    groupOf[i] = g - 1;
  }
  const made = {
    width,
    firstStep: new Float64Array(g),
    lastStep: new Float64Array(g),
    sum: new Float64Array(g),
    min: new Float64Array(g).fill(Infinity),
    max: new Float64Array(g).fill(-Infinity),
    last: new Float64Array(g),
    lastTimestamp: new Float64Array(g),
    count: new Float64Array(g),
    nanCount: new Float64Array(g),
  };
  for (let i = 0; i < n; i++) {
    const at = groupOf[i] ?? 0;
    const value = points.values[i] ?? 0;
    if (made.count[at] === 0) made.firstStep[at] = points.steps[i] ?? 0;
    made.lastStep[at] = points.steps[i] ?? 0;
    made.last[at] = value;
    made.lastTimestamp[at] = points.timestamps[i] ?? 0;
    made.count[at] = (made.count[at] ?? 0) + 1;
    if (value !== value) {
      made.nanCount[at] = (made.nanCount[at] ?? 0) + 1;
      continue;
    }
    made.sum[at] = (made.sum[at] ?? 0) + value;
    if (value < (made.min[at] ?? 0)) made.min[at] = value;
    if (value > (made.max[at] ?? 0)) made.max[at] = value;
  }
  return made;
}
