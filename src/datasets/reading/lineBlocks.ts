// Bytes in blocks of whole lines, so that memory does not grow with a file or a request. Not what the lines say.

export interface LineBlock {
  /** Number of its first line, counted from 1. */
  readonly firstLine: number;
  /** Whole lines; null for one line that is longer than a line may be, and is passed over. */
  readonly bytes: Buffer | null;
}

/** Longest line, in bytes. An example that needs more belongs in a file of its own. */
export const mostLineBytes = 16 * 1024 * 1024;

const newline = 0x0a;

/** Bytes as they come, of a file or a request. */
export type ByteSource = AsyncIterable<Uint8Array>;

export async function* lineBlocks(source: ByteSource): AsyncGenerator<LineBlock> {
  let firstLine = 1;
  let carry: Buffer[] = [];
  let carried = 0;
  let isPassingOver = false;
  for await (const chunk of pieces(source)) {
    let rest = chunk;
    if (isPassingOver) {
      const end = rest.indexOf(newline);
      if (end < 0) continue;
      rest = rest.subarray(end + 1);
      firstLine += 1;
      isPassingOver = false;
    }
    const end = rest.lastIndexOf(newline) + 1;
    if (end > 0) {
      const bytes = Buffer.concat([...carry, rest.subarray(0, end)]);
      yield { firstLine, bytes };
      firstLine += countNewlines(bytes);
      carry = [];
      carried = 0;
      rest = rest.subarray(end);
    }
    carry.push(rest);
    carried += rest.length;
    if (carried > mostLineBytes) {
      yield { firstLine, bytes: null };
      isPassingOver = true;
      carry = [];
      carried = 0;
    }
  }
  if (carried > 0) yield { firstLine, bytes: Buffer.concat(carry) };
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

const largestPiece = 1024 * 1024;

/** A request may come as one chunk: in pieces, no block is much longer than a line may be. */
async function* pieces(source: ByteSource): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.byteLength; at += largestPiece) {
      const length = Math.min(largestPiece, chunk.byteLength - at);
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, length);
    }
  }
}
