// One row of the tail: the points of one request to one run, packed in fixed width. Not the columnar form they are sealed into.
//
// Layout, in the byte order of the machine (little-endian wherever Node runs this): u32 format, u32 n, then n values (f64), n steps, n timestamps, n keys (u32). Format 1 holds steps and
// timestamps as f64, exact for safe integers; format 2 holds them as i64.
const formatSafe = 1;
const formatWide = 2;
const headerBytes = 8;
export const bytesPerPoint = 28;

/** The columns of a packed row; views of its bytes, not copies. */
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
  #buffer = new ArrayBuffer(headerBytes + bytesPerPoint * 1024);
  #floats = new Float64Array(this.#buffer);
  #words = new Uint32Array(this.#buffer);
  #n = 0;

  start(n: number): void {
    const bytes = rowBytes(n);
    if (this.#buffer.byteLength < bytes) {
      this.#buffer = new ArrayBuffer(Math.ceil((bytes * 1.5) / 8) * 8);
      this.#floats = new Float64Array(this.#buffer);
      this.#words = new Uint32Array(this.#buffer);
    }
    this.#n = n;
    this.#words[0] = formatSafe;
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
    this.#words[0] = formatWide;
    new BigInt64Array(this.#buffer, headerBytes + 8 * this.#n, this.#n).set(steps);
    new BigInt64Array(this.#buffer, headerBytes + 16 * this.#n, this.#n).set(timestamps);
  }

  finish(): Uint8Array {
    return new Uint8Array(this.#buffer, 0, rowBytes(this.#n));
  }
}

export function rowBytes(n: number): number {
  return headerBytes + bytesPerPoint * n;
}

/** @throws Error when the bytes are not a row: the database is damaged */
export function readTailRow(bytes: Uint8Array): TailRow {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset: start, byteLength } = aligned;
  const [format, n] = new Uint32Array(buffer, start, 2);
  if (format === undefined || n === undefined || byteLength !== rowBytes(n))
    throw new Error('a tail row is damaged');
  const isWide = format === formatWide;
  if (!isWide && format !== formatSafe) throw new Error(`a tail row has the unknown format ${format}`);
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
