// Writes points of series as the bytes of an answer with a `metrics` list, from columns. A history of 100,000 points is 8 MB of JSON: built of
// objects or of strings it takes several times as long.
import type { Int64 } from '../../../model/int64.ts';

/** All columns have the same length. */
export interface PointColumns {
  readonly steps: ArrayLike<Int64>;
  readonly timestamps: ArrayLike<Int64>;
  readonly values: ArrayLike<number>;
}

export interface PointList {
  readonly key: string;
  readonly points: PointColumns;
  /** Added to each point when given. */
  readonly runId?: string;
}

/** Room for three numbers (25 characters at most each) and the names between them. */
const longestNumbers = 3 * 25 + ',"timestamp":,"step":,'.length;

const zero = 48;
const minus = 45;
const quote = 34;
const comma = 44;

/** @param after what follows the list inside the object: empty, or further fields with their leading comma */
export function writePoints(lists: readonly PointList[], after = ''): Buffer {
  const parts = lists.map(({ key, points, runId }) => ({
    points,
    head: Buffer.from(`{"key":${JSON.stringify(key)},"value":`),
    tail: Buffer.from(runId === undefined ? '}' : `,"run_id":${JSON.stringify(runId)}}`),
  }));
  const begin = Buffer.from('{"metrics":[');
  const end = Buffer.from(`]${after}}`);
  const size = parts.reduce(
    (sum, { points, head, tail }) =>
      sum + points.values.length * (head.length + tail.length + longestNumbers),
    begin.length + end.length,
  );
  const bytes = Buffer.allocUnsafe(size);
  let at = copy(bytes, 0, begin);
  const first = at;
  for (const { points, head, tail } of parts) {
    const { steps, timestamps, values } = points;
    for (let i = 0; i < values.length; i += 1) {
      if (at > first) bytes[at++] = comma;
      at = copy(bytes, at, head);
      at = writeDouble(bytes, at, values[i] ?? 0);
      at = copy(bytes, at, timestampName);
      at = writeInteger(bytes, at, timestamps[i] ?? 0);
      at = copy(bytes, at, stepName);
      at = writeInteger(bytes, at, steps[i] ?? 0);
      at = copy(bytes, at, tail);
    }
  }
  return bytes.subarray(0, copy(bytes, at, end));
}

const timestampName = Buffer.from(',"timestamp":');
const stepName = Buffer.from(',"step":');

/** For these few bytes a loop is quicker than `set`. */
function copy(bytes: Buffer, at: number, from: Buffer): number {
  for (let i = 0; i < from.length; i += 1) bytes[at + i] = from[i] ?? 0;
  return at + from.length;
}

function writeDouble(bytes: Buffer, start: number, value: number): number {
  if (Number.isFinite(value)) return writeAscii(bytes, start, Object.is(value, -0) ? '-0.0' : String(value));
  bytes[start] = quote;
  const at = writeAscii(bytes, start + 1, String(value));
  bytes[at] = quote;
  return at + 1;
}

function writeAscii(bytes: Buffer, at: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function writeInteger(bytes: Buffer, start: number, value: Int64): number {
  if (typeof value === 'bigint') return writeAscii(bytes, start, value.toString());
  let at = start;
  if (value < 0) bytes[at++] = minus;
  const size = Math.abs(value);
  const high = Math.floor(size / 1e9);
  if (high === 0) return writeDigits(bytes, at, size, digitsOf(size));
  at = writeDigits(bytes, at, high, digitsOf(high));
  return writeDigits(bytes, at, size - high * 1e9, 9);
}

/** @param value below 2^31, so that the division stays one of integers */
function writeDigits(bytes: Buffer, at: number, value: number, digits: number): number {
  let rest = value | 0;
  for (let i = at + digits - 1; i >= at; i -= 1) {
    const next = (rest / 10) | 0;
    bytes[i] = zero + rest - next * 10;
    rest = next;
  }
  return at + digits;
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits += 1;
  return digits;
}
