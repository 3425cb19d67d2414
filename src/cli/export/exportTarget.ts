// Where an export goes: a file that appears only when it is whole, or standard output.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { CommandContext } from '../command.ts';
import { Refusal } from '../refusal.ts';

export interface ExportTarget {
  write(chunk: string | Uint8Array): Promise<void>;
  /** @returns how many bytes were written */
  finish(): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

export function standardOutput({ out }: CommandContext): ExportTarget {
  let bytes = 0;
  return {
    async write(chunk) {
      bytes += Buffer.byteLength(chunk);
      out.write(chunk);
    },
    finish: async () => bytes,
    abandon: async () => undefined,
  };
}

/** @param file replaced when it is there, once the export is whole */
export async function exportFile(file: string): Promise<ExportTarget> {
  const unfinished = `${file}.part`;
  const stream = createWriteStream(unfinished);
  // Whether it can be written at all is said before anything is read.
  await once(stream, 'open').catch((cause: unknown) => {
    const why =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
        ? 'its folder is not there'
        : String(cause);
    throw new Refusal(`The file ${file} cannot be written: ${why}.`, 'Choose another place with --output.');
  });
  return {
    async write(chunk) {
      if (!stream.write(chunk)) await once(stream, 'drain');
    },
    async finish() {
      stream.end();
      await finished(stream);
      await rename(unfinished, file);
      return stream.bytesWritten;
    },
    async abandon() {
      stream.destroy();
      await rm(unfinished, { force: true });
    },
  };
}
