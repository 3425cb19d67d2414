// Decompresses zstd frames that lie one after another. Not what is in them.
import { constants, zstdDecompressSync } from 'node:zlib';

/** What node:zlib answers when it is asked for `info`; its types do not say so. */
interface Decompressed {
  readonly buffer: Buffer;
  /** `bytesWritten`: how much of the input the frame took. */
  readonly engine: { readonly bytesWritten: number };
}

/**
 * The content of each frame, in order. `zstdDecompressSync` alone reads the first and silently leaves out the rest.
 *
 * @param mostBytes of one frame's content; bounds what hostile bytes may expand to
 * @throws Error when the bytes are no zstd frames, or break off
 */
export function* zstdFrames(bytes: Uint8Array, mostBytes: number): Generator<Buffer> {
  let rest = bytes;
  while (rest.length > 0) {
    const options = { maxOutputLength: mostBytes, info: true, finishFlush: constants.ZSTD_e_end };
    const { buffer, engine } = zstdDecompressSync(rest, options) as unknown as Decompressed;
    yield buffer;
    if (engine.bytesWritten <= 0) throw new Error('the bytes are no whole zstd frame');
    rest = rest.subarray(engine.bytesWritten);
  }
}
