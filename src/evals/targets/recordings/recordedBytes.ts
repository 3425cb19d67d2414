// Where the bytes of a recording come from: a file, which is not held in memory, or a buffer. Not what they say.
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { AssayError } from '../../../model/errors.ts';
import type { RecordedBytes } from './recording.ts';

/** @throws AssayError `target/missing-file` */
export function bytesOfFile(path: string, shown: string): RecordedBytes {
  let file: number;
  try {
    file = openSync(path, 'r');
    // Reading a folder fails only at its first byte.
    readSync(file, Buffer.alloc(1), 0, 1, 0);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('target/missing-file', `The recording ${shown} cannot be read: ${reason}`, {
      path: shown,
    });
  }
  return {
    chunks: createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>,
    read(offset, length) {
      const bytes = Buffer.alloc(length);
      const count = readSync(file, bytes, 0, length, offset);
      return bytes.subarray(0, count);
    },
    close: () => closeSync(file),
  };
}

export function bytesOfBuffer(buffer: Buffer): RecordedBytes {
  return {
    chunks: [buffer],
    read: (offset, length) => buffer.subarray(offset, offset + length),
    close: () => undefined,
  };
}
