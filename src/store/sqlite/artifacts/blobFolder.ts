// Content in files named by their hash (`blobs/ab/cdef…`), each stored once and never changed. Not who refers to it.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AssayError } from '../../../model/errors.ts';
import type { ByteRange } from '../../../model/artifact.ts';
import { syncFolder } from './syncFolder.ts';

/** Content that is on disk and cannot be swept until it is released. */
export interface HeldBlob {
  readonly sha256: string;
  readonly size: number;
  release(): void;
}

/** Small chunks are gathered to this size before they are written, so that a dripping client does not cost a system call a byte. */
const writeAtLeast = 128 * 1024;

export class BlobFolder {
  /** Holds the content, in one folder for every first two digits. */
  readonly root: string;
  readonly #incoming: string;
  readonly #dataFolder: string;
  readonly #isDurable: boolean;
  /** Hashes between arriving and being referred to, with how many writers are at it. */
  readonly #held = new Map<string, number>();
  /** Folders of two digits that are known to be on disk. */
  readonly #shards = new Map<string, Promise<void>>();

  /**
   * Removes what uploads of an earlier process left unfinished, so the caller must own the folder.
   *
   * @param isDurable  whether content is forced to disk before it counts as kept
   */
  constructor(dataFolder: string, isDurable: boolean) {
    this.root = join(dataFolder, 'blobs');
    this.#incoming = join(dataFolder, 'incoming');
    this.#dataFolder = dataFolder;
    this.#isDurable = isDurable;
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true });
    mkdirSync(this.root, { recursive: true });
  }

  pathOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256.slice(2));
  }

  isHeld(sha256: string): boolean {
    return this.#held.has(sha256);
  }

  /**
   * Writes content to disk under its hash.
   *
   * @throws AssayError `artifact/upload-interrupted` when the content breaks off, `store/write-failed` when the disk refuses;
   *   an AssayError thrown by `content` as it is
   */
  async keep(content: AsyncIterable<Uint8Array>): Promise<HeldBlob> {
    const arriving = join(this.#incoming, randomUUID());
    const hash = createHash('sha256');
    const source: Source = { size: 0, failure: undefined };
    try {
      // Read-only for everyone: nothing may change content that is named by its hash.
      const file = await open(arriving, 'wx', 0o444);
      try {
        await file.writeFile(gathered(content, source, (chunk) => hash.update(chunk)));
        if (this.#isDurable) await file.sync();
      } finally {
        await file.close();
      }
      return await this.#place(arriving, hash.digest('hex'), source.size);
    } catch (cause) {
      await rm(arriving, { force: true });
      throw refusalOf(cause, source);
    }
  }

  /** @throws AssayError `artifact/content-missing` */
  async read(sha256: string, range: ByteRange | null): Promise<Readable> {
    try {
      const file = await open(this.pathOf(sha256), 'r');
      return file.createReadStream(range === null ? {} : { start: range.first, end: range.last });
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      throw new AssayError(
        'artifact/content-missing',
        `The content ${sha256} is not in the data directory.`,
        { sha256 },
      );
    }
  }

  /** @returns bytes of the stored content, undefined when it is not there */
  async sizeOf(sha256: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(sha256))).size;
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  }

  async #place(arriving: string, sha256: string, size: number): Promise<HeldBlob> {
    this.#hold(sha256);
    try {
      const shard = join(this.root, sha256.slice(0, 2));
      await this.#shard(shard);
      // Also when the content is there already: an unharmed copy takes the place of one that may have been damaged.
      await rename(arriving, this.pathOf(sha256));
      if (this.#isDurable) await syncFolder(shard);
    } catch (cause) {
      this.#release(sha256);
      throw cause;
    }
    return { sha256, size, release: () => this.#release(sha256) };
  }

  #shard(shard: string): Promise<void> {
    let ready = this.#shards.get(shard);
    if (ready === undefined) {
      ready = this.#makeShard(shard);
      this.#shards.set(shard, ready);
      ready.catch(() => this.#shards.delete(shard));
    }
    return ready;
  }

  async #makeShard(shard: string): Promise<void> {
    await mkdir(shard, { recursive: true });
    if (!this.#isDurable) return;
    await syncFolder(this.root);
    await syncFolder(this.#dataFolder);
  }

  #hold(sha256: string): void {
    this.#held.set(sha256, (this.#held.get(sha256) ?? 0) + 1);
  }

  #release(sha256: string): void {
    const holders = (this.#held.get(sha256) ?? 1) - 1;
    if (holders === 0) this.#held.delete(sha256);
    else this.#held.set(sha256, holders);
  }
}

/** What is known of the content while it comes: how much, and whether it was its source that failed rather than the disk. */
interface Source {
  size: number;
  failure: unknown;
}

async function* gathered(
  content: AsyncIterable<Uint8Array>,
  source: Source,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of content) {
      see(chunk);
      source.size += chunk.byteLength;
      waiting.push(chunk);
      bytes += chunk.byteLength;
      if (bytes < writeAtLeast) continue;
      const ready = waiting;
      waiting = [];
      bytes = 0;
      yield oneOf(ready);
    }
  } catch (cause) {
    source.failure = cause;
    throw cause;
  }
  if (bytes > 0) yield oneOf(waiting);
}

function oneOf(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

function refusalOf(cause: unknown, source: Source): AssayError {
  if (cause instanceof AssayError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (cause === source.failure) {
    return new AssayError(
      'artifact/upload-interrupted',
      `The upload broke off after ${source.size} bytes: ${reason}`,
      {
        received: source.size,
      },
    );
  }
  return new AssayError('store/write-failed', `The artifact could not be written: ${reason}`, { reason });
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
