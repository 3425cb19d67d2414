// The bytes of a block that holds several short series of one run: a row each would cost more than the points. Not where it is kept.
//
// u8 format, u8 form of the values, 6 bytes free; the values; how many keys; each key and its count; steps and timestamps as 64-bit deltas.
import { ByteReader } from './byteReader.ts';
import { ByteWriter } from './byteWriter.ts';
import { concatPoints, newColumns, type PointColumns, stepAt, timestampAt } from './pointColumns.ts';
import { readValues, valueColumn, valueFormOf } from './valueColumn.ts';

const format = 1;

/** One short series, in step order. */
export interface ShortSeries {
  readonly keyId: number;
  readonly points: PointColumns;
}

/** @param series in ascending order of their keys, none of them empty */
export function encodeMixed(series: readonly ShortSeries[]): Uint8Array {
  const all = concatPoints(series.map(({ points }) => points));
  const n = all.values.length;
  const values = valueColumn(all.values);
  const to = new ByteWriter(64 + n * 14);
  to.byte(format);
  to.byte(values.form);
  for (let i = 2; i < 8; i++) to.byte(0);
  values.writeTo(to);
  to.unsigned(series.length);
  let keyBefore = 0;
  for (const { keyId, points } of series) {
    to.unsigned(keyId - keyBefore);
    to.unsigned(points.values.length);
    keyBefore = keyId;
  }
  writeIntegers(to, n, (i) => BigInt(stepAt(all, i)));
  writeIntegers(to, n, (i) => BigInt(timestampAt(all, i)));
  return to.finish();
}

/** @throws Error when the bytes are not such a block of n points: the database is damaged */
export function decodeMixed(bytes: Uint8Array, n: number): ShortSeries[] {
  const from = new ByteReader(bytes);
  const found = from.byte();
  if (found !== format) throw new Error(`a mixed series block has the unknown format ${found}`);
  const form = valueFormOf(from.byte());
  for (let i = 2; i < 8; i++) from.byte();
  const values = readValues(from, n, form);
  const keys: { readonly keyId: number; readonly count: number }[] = [];
  let keyId = 0;
  for (let left = from.unsigned(); left > 0; left--) {
    keyId += from.unsigned();
    keys.push({ keyId, count: from.unsigned() });
  }
  const steps = readIntegers(from, n);
  const timestamps = readIntegers(from, n);
  let at = 0;
  return keys.map(({ keyId: key, count }) => {
    const points = pick(steps, timestamps, values, at, at + count);
    at += count;
    return { keyId: key, points };
  });
}

function pick(
  steps: BigInt64Array<ArrayBuffer>,
  timestamps: BigInt64Array<ArrayBuffer>,
  values: Float64Array<ArrayBuffer>,
  from: number,
  to: number,
): PointColumns {
  let isWide = false;
  for (let i = from; i < to; i++) isWide ||= !isSafe(steps[i] ?? 0n) || !isSafe(timestamps[i] ?? 0n);
  const points = newColumns(to - from, isWide);
  for (let i = from; i < to; i++) {
    points.steps[i - from] = Number(steps[i] ?? 0n);
    points.timestamps[i - from] = Number(timestamps[i] ?? 0n);
    points.values[i - from] = values[i] ?? 0;
  }
  points.wide?.steps.set(steps.subarray(from, to));
  points.wide?.timestamps.set(timestamps.subarray(from, to));
  return points;
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

function writeIntegers(to: ByteWriter, n: number, at: (i: number) => bigint): void {
  let before = 0n;
  for (let i = 0; i < n; i++) {
    const value = at(i);
    to.signedWide(BigInt.asIntN(64, value - before));
    before = value;
  }
}

function readIntegers(from: ByteReader, n: number): BigInt64Array<ArrayBuffer> {
  const column = new BigInt64Array(n);
  let value = 0n;
  for (let i = 0; i < n; i++) {
    value = BigInt.asIntN(64, value + from.signedWide());
    column[i] = value;
  }
  return column;
}
