// Float64 values with their upper 16 bits (sign, exponent, first digits) numbered: a series has few of those, so a byte each will do.
//
// u8 how many upper parts less one, the upper parts (u16); then for each value the lower 32 bits, the next 16, the number of its upper
// part. Measured on 4,096 values: an eighth less for 35 µs to write and 30 µs to read. zstd over the upper bytes would take 4 to 12 % more
// off for about twice the time.
import type { ByteReader } from './byteReader.ts';
import type { ByteWriter } from './byteWriter.ts';

const mostParts = 256;

/** Where each upper part stands in the list being made, plus one; all zero between calls. */
const placeOf = new Uint16Array(65_536);

export interface SplitDoubles {
  readonly parts: Uint16Array;
  readonly low: Uint32Array;
  readonly middle: Uint16Array;
  readonly part: Uint8Array;
}

/** @returns null when the values have too many different upper parts */
export function splitDoubles(values: Float64Array): SplitDoubles | null {
  const n = values.length;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
  const parts = new Uint16Array(mostParts);
  const low = new Uint32Array(n);
  const middle = new Uint16Array(n);
  const part = new Uint8Array(n);
  let found = 0;
  let i = 0;
  for (; i < n; i++) {
    const high = words[2 * i + 1] ?? 0;
    const upper = high >>> 16;
    let place = placeOf[upper] ?? 0;
    if (place === 0) {
      if (found === mostParts) break;
      parts[found++] = upper;
      place = found;
      placeOf[upper] = place;
    }
    low[i] = words[2 * i] ?? 0;
    middle[i] = high & 0xffff;
    part[i] = place - 1;
  }
  for (let p = 0; p < found; p++) placeOf[parts[p] ?? 0] = 0;
  return i < n ? null : { parts: parts.slice(0, found), low, middle, part };
}

export function writeSplit(to: ByteWriter, { parts, low, middle, part }: SplitDoubles): void {
  to.byte(parts.length - 1);
  for (const column of [parts, low, middle, part]) to.column(column);
}

export function readSplit(from: ByteReader, n: number): Float64Array<ArrayBuffer> {
  const parts = new Uint16Array(from.aligned((from.byte() + 1) * 2));
  const low = new Uint32Array(from.aligned(4 * n));
  const middle = new Uint16Array(from.aligned(2 * n));
  const part = new Uint8Array(from.aligned(n));
  const values = new Float64Array(n);
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < n; i++) {
    words[2 * i] = low[i] ?? 0;
    words[2 * i + 1] = ((parts[part[i] ?? 0] ?? 0) << 16) | (middle[i] ?? 0);
  }
  return values;
}

export function skipSplit(from: ByteReader, n: number): void {
  from.skip((from.byte() + 1) * 2 + 7 * n);
}
