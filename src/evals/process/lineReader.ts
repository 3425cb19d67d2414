// Cuts a stream of bytes into lines of bounded length. Not what the lines say.

/** A line without its end. `isCut`: it was longer than the bound, and only its beginning was kept. */
export interface Line {
  readonly bytes: Buffer;
  readonly isCut: boolean;
  /** Of the whole line, also where it was cut. */
  readonly length: number;
}

/** How much of a line that is too long is kept, so that one can still tell whose it was. */
const keptOfCutLine = 4096;

/** Memory stays within the bound of a line, whatever is written into it. */
export class LineReader {
  readonly #most: number;
  readonly #onLine: (line: Line) => void;
  #parts: Buffer[] = [];
  #length = 0;
  #isCut = false;

  /** @param mostLineBytes longest line that is kept whole, in bytes */
  constructor(mostLineBytes: number, onLine: (line: Line) => void) {
    this.#most = mostLineBytes;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, from);
      if (end < 0) break;
      this.#add(chunk.subarray(from, end));
      this.#finish();
      from = end + 1;
    }
    if (from < chunk.length) this.#add(chunk.subarray(from));
  }

  /** The stream ended: what is left is a line too, though its end is missing. */
  end(): void {
    if (this.#length > 0) this.#finish();
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#isCut) return;
    this.#parts.push(part);
    if (this.#length <= this.#most) return;
    this.#isCut = true;
    this.#parts = [Buffer.from(Buffer.concat(this.#parts).subarray(0, keptOfCutLine))];
  }

  #finish(): void {
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
    const line: Line = { bytes, isCut: this.#isCut, length: this.#length };
    this.#parts = [];
    this.#length = 0;
    this.#isCut = false;
    this.#onLine(line);
  }
}
