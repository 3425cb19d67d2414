// The results of a gate run as bytes: one line of canonical JSON an example, in the order of ids, compressed. Not their meaning.
import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import { zstdFrames } from '../../evals/targets/recordings/zstdFrames.ts';
import { AssayError } from '../../model/errors.ts';
import type { ExampleResult } from '../../model/gateRun.ts';
import type { Json } from '../../model/json.ts';

export interface EncodedResults {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

/** Bounds what damaged or hostile bytes may expand to: a frame to what one text can hold, all of them to what a process can. */
const mostFrameBytes = 2 ** 29 - 1024;
const mostDecodedBytes = 2 ** 31;
/** A chunk of lines is compressed at once, so that ten thousand outputs are never one string. */
const linesPerChunk = 500;

/** @param results in the order of example ids */
export function encodeResults(results: readonly ExampleResult[]): EncodedResults {
  const frames: Buffer[] = [];
  for (let start = 0; start < results.length; start += linesPerChunk) {
    const lines = results.slice(start, start + linesPerChunk);
    const text = lines.map((line) => `${canonicalJson(asJson(line))}\n`).join('');
    // Each chunk is a zstd frame; frames one after another are a valid stream.
    frames.push(
      zstdCompressSync(Buffer.from(text, 'utf8'), { params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
    );
  }
  const bytes = Buffer.concat(frames);
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
}

/** @throws AssayError `gate-run/results-damaged` when the bytes are not such lines, whole */
export function decodeResults(bytes: Uint8Array): readonly ExampleResult[] {
  const results: ExampleResult[] = [];
  try {
    let decodedBytes = 0;
    // One call of zlib would read the first frame and be content.
    for (const frame of zstdFrames(bytes, mostFrameBytes)) {
      decodedBytes += frame.length;
      if (decodedBytes > mostDecodedBytes) throw new Error(`they have more than ${mostDecodedBytes} bytes`);
      const lines = frame.toString('utf8').split('\n');
      // A frame ends with a whole line.
      if (lines.pop() !== '') throw new Error('a line is cut off');
      for (const line of lines) results.push(JSON.parse(line) as ExampleResult);
    }
  } catch (cause) {
    throw new AssayError(
      'gate-run/results-damaged',
      `The results cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    );
  }
  return results;
}

/** Results are made of JSON values by their types; the type system only lacks a word for "an interface is an object". */
function asJson(line: ExampleResult): Json {
  return line as unknown as Json;
}
