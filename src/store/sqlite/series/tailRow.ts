// One row of the tail: the points of one request to one run, packed in fixed width. Not the columnar form they are sealed into.
//
// Layout, in the byte order of the machine (little-endian wherever Node runs this): u32 form, u32 n, then by form
//   1  n values (f64), n steps (f64, exact for safe integers), n timestamps (f64), n keys (u32): 28 bytes a point
//   2  the same with steps and timestamps as i64
//   3  least step and timestamp (f64), least key (u32), 4 bytes free, n values (f64), then how far each step, timestamp and key is
//      above the least (u16): 14 bytes a point, because every byte is written twice, to the log and to the table
//   4  the same with u32 in place of u16: 20 bytes a point

const safe = 1;
const wide = 2;
const near = 3;
const far = 4;
const headerBytes = 8;
const offsetHeaderBytes = 32;
const bytesPerPoint = 28;

/** The columns of a packed row; good as long as its bytes. */
export interface TailRow {
  readonly n: number;
  readonly values: Float64Array;
  /** Exact in `wideSteps` where that is there. */
  readonly steps: Float64Array | null;
  readonly timestamps: Float64Array | null;
  readonly wideSteps: BigInt64Array | null;
  readonly wideTimestamps: BigInt64Array | null;
  readonly keys: Uint32Array;
}

/** Packs rows one after another into the same memory: what `finish` answers is good until the next `start`. */
export class TailRowPacker {
  #buffer = new ArrayBuffer(0);
  #floats = new Float64Array(0);
  #words = new Uint32Array(0);
  #packed = new ArrayBuffer(0);
  #n = 0;

  start(n: number): void {
    const bytes = Math.max(offsetHeaderBytes, headerBytes + bytesPerPoint * n);
    if (this.#buffer.byteLength < bytes) {
      const capacity = Math.ceil((bytes * 1.5) / 8) * 8;
      this.#buffer = new ArrayBuffer(capacity);
      this.#floats = new Float64Array(this.#buffer);
      this.#words = new Uint32Array(this.#buffer);
      this.#packed = new ArrayBuffer(capacity);
    }
    this.#n = n;
    this.#words[0] = safe;
    this.#words[1] = n;
  }

  /** Point i of the row: integers must be safe; follow with {@link setWide} where one is not. */
  set(i: number, key: number, step: number, timestamp: number, value: number): void {
    const n = this.#n;
    const floats = this.#floats;
    floats[1 + i] = value;
    floats[1 + n + i] = step;
    floats[1 + 2 * n + i] = timestamp;
    this.#words[2 + 6 * n + i] = key;
  }

  /** Rewrites the steps and timestamps of the whole row in 64 bits. */
  setWide(steps: BigInt64Array, timestamps: BigInt64Array): void {
    this.#words[0] = wide;
    new BigInt64Array(this.#buffer, headerBytes + 8 * this.#n, this.#n).set(steps);
    new BigInt64Array(this.#buffer, headerBytes + 16 * this.#n, this.#n).set(timestamps);
  }

  finish(): Uint8Array {
    const n = this.#n;
    const whole = new Uint8Array(this.#buffer, 0, headerBytes + bytesPerPoint * n);
    if (n < 2 || this.#words[0] !== safe) return whole;
    const steps = new Float64Array(this.#buffer, headerBytes + 8 * n, n);
    const timestamps = new Float64Array(this.#buffer, headerBytes + 16 * n, n);
    const keys = new Uint32Array(this.#buffer, headerBytes + 24 * n, n);
    const step = least(steps);
    const timestamp = least(timestamps);
    const key = least(keys);
    const reach = Math.max(most(steps) - step, most(timestamps) - timestamp, most(keys) - key);
    if (reach > 0xffff_ffff) return whole;
    const isNear = reach <= 0xffff;
    const words = new Uint32Array(this.#packed, 0, offsetHeaderBytes / 4);
    const floats = new Float64Array(this.#packed, 0, offsetHeaderBytes / 8 + n);
    words[0] = isNear ? near : far;
    words[1] = n;
    floats[1] = step;
    floats[2] = timestamp;
    words[6] = key;
    words[7] = 0;
    floats.set(this.#floats.subarray(1, 1 + n), offsetHeaderBytes / 8);
    const offsets = isNear
      ? new Uint16Array(this.#packed, offsetHeaderBytes + 8 * n, 3 * n)
      : new Uint32Array(this.#packed, offsetHeaderBytes + 8 * n, 3 * n);
    for (let i = 0; i < n; i++) {
      offsets[i] = (steps[i] ?? 0) - step;
      offsets[n + i] = (timestamps[i] ?? 0) - timestamp;
      offsets[2 * n + i] = (keys[i] ?? 0) - key;
    }
    return new Uint8Array(this.#packed, 0, offsets.byteOffset + offsets.byteLength);
  }
}

/** @throws Error when the bytes are not a row: the database is damaged */
export function readTailRow(bytes: Uint8Array): TailRow {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const [form, n] =
    aligned.byteLength < headerBytes ? [] : new Uint32Array(aligned.buffer, aligned.byteOffset, 2);
  if (n === undefined) throw damaged();
  switch (form) {
    case safe:
    case wide:
      return readWhole(aligned, n, form === wide);
    case near:
    case far:
      return readOffsets(aligned, n, form === near);
    default:
      throw damaged();
  }
}

function readWhole(
  { buffer, byteOffset: start, byteLength }: Uint8Array,
  n: number,
  isWide: boolean,
): TailRow {
  if (byteLength !== headerBytes + bytesPerPoint * n) throw damaged();
  const stepsAt = start + headerBytes + 8 * n;
  const timestampsAt = stepsAt + 8 * n;
  return {
    n,
    values: new Float64Array(buffer, start + headerBytes, n),
    steps: isWide ? null : new Float64Array(buffer, stepsAt, n),
    timestamps: isWide ? null : new Float64Array(buffer, timestampsAt, n),
    wideSteps: isWide ? new BigInt64Array(buffer, stepsAt, n) : null,
    wideTimestamps: isWide ? new BigInt64Array(buffer, timestampsAt, n) : null,
    keys: new Uint32Array(buffer, timestampsAt + 8 * n, n),
  };
}

function readOffsets(
  { buffer, byteOffset: start, byteLength }: Uint8Array,
  n: number,
  isNear: boolean,
): TailRow {
  const offsetsAt = start + offsetHeaderBytes + 8 * n;
  if (byteLength !== offsetHeaderBytes + (isNear ? 14 : 20) * n) throw damaged();
  const [, step = 0, timestamp = 0] = new Float64Array(buffer, start, 3);
  const [key = 0] = new Uint32Array(buffer, start + 24, 1);
  const offsets = isNear
    ? new Uint16Array(buffer, offsetsAt, 3 * n)
    : new Uint32Array(buffer, offsetsAt, 3 * n);
  const steps = new Float64Array(n);
  const timestamps = new Float64Array(n);
  const keys = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    steps[i] = step + (offsets[i] ?? 0);
    timestamps[i] = timestamp + (offsets[n + i] ?? 0);
    keys[i] = key + (offsets[2 * n + i] ?? 0);
  }
  const values = new Float64Array(buffer, start + offsetHeaderBytes, n);
  return { n, values, steps, timestamps, wideSteps: null, wideTimestamps: null, keys };
}

function least(column: Float64Array | Uint32Array): number {
  let found = column[0] ?? 0;
  for (let i = 1; i < column.length; i++) found = Math.min(found, column[i] ?? 0);
  return found;
}

function most(column: Float64Array | Uint32Array): number {
  let found = column[0] ?? 0;
  for (let i = 1; i < column.length; i++) found = Math.max(found, column[i] ?? 0);
  return found;
}

function damaged(): Error {
  return new Error('a tail row is damaged');
}
