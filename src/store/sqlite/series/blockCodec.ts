// The bytes of one sealed block: points of one series in step order, by columns. Not where blocks are kept.
//
// u8 format, u8 form of the values, u8 flags, 5 bytes free; the values; the first step and the step deltas; the first timestamp and
// the deltas of its deltas. Integers are zigzag varints. A column that moves by a constant holds that one delta.
import { ByteReader } from './byteReader.ts';
import { ByteWriter } from './byteWriter.ts';
import { isNarrow, newColumns, type PointColumns } from './pointColumns.ts';
import { readValues, skipValues, valueColumn, type ValueForm, valueFormOf } from './valueColumn.ts';

const format = 1;
const constantSteps = 1;
const constantTimestamps = 2;
/** The integers need 64-bit arithmetic. */
const wideIntegers = 4;

export function encodeBlock(points: PointColumns): Uint8Array {
  const n = points.values.length;
  const values = valueColumn(points.values);
  const fits = isNarrow(points);
  const steps = fits ? deltas(points.steps) : null;
  const timestamps = fits ? deltas(points.timestamps) : null;
  const flags = fits
    ? (isConstant(steps) ? constantSteps : 0) | (isConstant(timestamps) ? constantTimestamps : 0)
    : wideIntegers;
  const to = new ByteWriter(64 + n * 12);
  to.byte(format);
  to.byte(values.form);
  to.byte(flags);
  for (let i = 3; i < 8; i++) to.byte(0);
  values.writeTo(to);
  if (steps === null || timestamps === null) {
    writeWide(to, points);
    return to.finish();
  }
  to.signed(points.steps[0] ?? 0);
  if ((flags & constantSteps) !== 0) to.signed(steps[0] ?? 0);
  else to.signedAll(steps, steps.length);
  to.signed(points.timestamps[0] ?? 0);
  if ((flags & constantTimestamps) !== 0) to.signed(timestamps[0] ?? 0);
  else {
    for (let i = timestamps.length - 1; i > 0; i--) {
      timestamps[i] = (timestamps[i] ?? 0) - (timestamps[i - 1] ?? 0);
    }
    to.signedAll(timestamps, timestamps.length);
  }
  return to.finish();
}

/** @throws Error when the bytes are not a block of n points: the database is damaged */
export function decodeBlock(bytes: Uint8Array, n: number): PointColumns {
  const from = new ByteReader(bytes);
  const header = readHeader(from);
  const values = readValues(from, n, header.form);
  if ((header.flags & wideIntegers) !== 0) return { ...readWide(from, n), values };
  const steps = readDeltas(from, n, (header.flags & constantSteps) !== 0);
  const timestamps = readDeltasOfDeltas(from, n, (header.flags & constantTimestamps) !== 0);
  return { steps, timestamps, values, wide: null };
}

/** The steps of a block without the rest; null where they need more than float64. */
export function decodeSteps(bytes: Uint8Array, n: number): Float64Array<ArrayBuffer> | null {
  const from = new ByteReader(bytes);
  const { form, flags } = readHeader(from);
  if ((flags & wideIntegers) !== 0) return null;
  skipValues(from, n, form);
  return readDeltas(from, n, (flags & constantSteps) !== 0);
}

function readHeader(from: ByteReader): { readonly form: ValueForm; readonly flags: number } {
  const found = from.byte();
  if (found !== format) throw new Error(`a series block has the unknown format ${found}`);
  const form = valueFormOf(from.byte());
  const flags = from.byte();
  for (let i = 3; i < 8; i++) from.byte();
  return { form, flags };
}

function deltas(column: Float64Array): Float64Array {
  const found = new Float64Array(Math.max(0, column.length - 1));
  for (let i = 0; i < found.length; i++) found[i] = (column[i + 1] ?? 0) - (column[i] ?? 0);
  return found;
}

function isConstant(column: Float64Array | null): boolean {
  if (column === null) return false;
  for (const value of column) if (value !== column[0]) return false;
  return true;
}

function readDeltas(from: ByteReader, n: number, isOneDelta: boolean): Float64Array<ArrayBuffer> {
  const column = new Float64Array(n);
  const first = from.signed();
  if (isOneDelta) {
    const delta = from.signed();
    for (let i = 0; i < n; i++) column[i] = first + i * delta;
    return column;
  }
  from.signedAll(column.subarray(1));
  let value = first;
  column[0] = value;
  for (let i = 1; i < n; i++) {
    value += column[i] ?? 0;
    column[i] = value;
  }
  return column;
}

function readDeltasOfDeltas(from: ByteReader, n: number, isOneDelta: boolean): Float64Array<ArrayBuffer> {
  if (isOneDelta) return readDeltas(from, n, true);
  const column = new Float64Array(n);
  let value = from.signed();
  from.signedAll(column.subarray(1));
  let delta = 0;
  column[0] = value;
  for (let i = 1; i < n; i++) {
    delta += column[i] ?? 0;
    value += delta;
    column[i] = value;
  }
  return column;
}

/** Deltas wrap around at 64 bits, so that the distance of the two extremes needs no 65th. */
function writeWide(to: ByteWriter, points: PointColumns): void {
  const columns =
    points.wide === null
      ? [asBigInts(points.steps), asBigInts(points.timestamps)]
      : [points.wide.steps, points.wide.timestamps];
  for (const column of columns) {
    let before = 0n;
    for (const value of column) {
      to.signedWide(BigInt.asIntN(64, value - before));
      before = value;
    }
  }
}

function asBigInts(column: Float64Array): BigInt64Array {
  return BigInt64Array.from(column, BigInt);
}

function readWide(from: ByteReader, n: number): Omit<PointColumns, 'values'> {
  const { steps, timestamps, wide } = newColumns(n, true);
  readWideColumn(from, wide?.steps ?? new BigInt64Array(n), steps);
  readWideColumn(from, wide?.timestamps ?? new BigInt64Array(n), timestamps);
  return { steps, timestamps, wide };
}

function readWideColumn(from: ByteReader, exact: BigInt64Array, near: Float64Array): void {
  let value = 0n;
  for (let i = 0; i < exact.length; i++) {
    value = BigInt.asIntN(64, value + from.signedWide());
    exact[i] = value;
    near[i] = Number(value);
  }
}
