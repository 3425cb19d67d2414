// Reads back what ByteWriter wrote. Knows no format.
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error('a series block ends too soon');
    return byte;
  }

  /** Views the bytes where they are aligned, copies them otherwise. */
  floats64(n: number): Float64Array<ArrayBuffer> {
    const bytes = this.#take(n * 8);
    return new Float64Array(bytes.buffer, bytes.byteOffset, n);
  }

  floats32(n: number): Float32Array<ArrayBuffer> {
    const bytes = this.#take(n * 4);
    return new Float32Array(bytes.buffer, bytes.byteOffset, n);
  }

  /** The next bytes in memory of their own, for a column of any width. */
  aligned(length: number): ArrayBuffer {
    return new Uint8Array(this.#take(length)).buffer;
  }

  unsigned(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = this.byte();
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }

  signed(): number {
    const zigzag = this.unsigned();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** As many integers as the column has places; one loop, because this is what reading a series mostly is. */
  signedAll(column: Float64Array): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < column.length; i++) {
      let byte = bytes[at++] ?? 0;
      let zigzag = byte & 127;
      for (let scale = 128; byte >= 128; scale *= 128) {
        byte = bytes[at++] ?? 0;
        zigzag += (byte & 127) * scale;
      }
      const isSmall = zigzag < 0x4000_0000;
      if (isSmall) column[i] = (zigzag >>> 1) ^ -(zigzag & 1);
      else column[i] = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    }
    this.#at = at;
    if (at > bytes.length) throw new Error('a series block ends too soon');
  }

  skip(length: number): void {
    this.#at += length;
  }

  signedWide(): bigint {
    let value = 0n;
    let shift = 0n;
    let byte: number;
    do {
      byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
    } while (byte >= 128);
    return (value & 1n) === 0n ? value >> 1n : -((value + 1n) >> 1n);
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error('a series block ends too soon');
    const { buffer, byteOffset } = this.#bytes;
    if (buffer instanceof ArrayBuffer && (byteOffset + start) % 8 === 0) {
      return new Uint8Array(buffer, byteOffset + start, length);
    }
    return new Uint8Array(this.#bytes.subarray(start, this.#at));
  }
}
