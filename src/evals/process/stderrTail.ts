// Keeps the end of what a process writes to stderr, which often says why it died. Bounded; the rest is read and forgotten.
import type { Readable } from 'node:stream';

const mostBytes = 4096;
const mostShown = 1000;

export class StderrTail {
  #bytes: Buffer = Buffer.alloc(0);

  constructor(stderr: Readable) {
    stderr.on('data', (chunk: Buffer) => {
      const both = Buffer.concat([this.#bytes, chunk.subarray(-mostBytes)]);
      this.#bytes = both.subarray(-mostBytes);
    });
  }

  /** The last lines, at most 1,000 characters, without control characters other than line ends. */
  text(): string {
    const text = this.#bytes
      .toString('utf8')
      .replace(/\p{Cc}\[[0-9;]*[A-Za-z]|(?!\n)\p{Cc}/gu, '')
      .trim();
    return text.length > mostShown ? `…${text.slice(-mostShown)}` : text;
  }
}
