// Removes content that no path refers to any more, beside the traffic. Not when content becomes unreferenced.
import { unlinkSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SweepReport } from '../../artifactStore.ts';
import type { BlobFolder } from './blobFolder.ts';

interface Parts {
  readonly blobs: BlobFolder;
  readonly isReferenced: (sha256: string) => boolean;
  readonly now: () => number;
}

/** Between so many files the server's own work has its turn. */
const filesPerTurn = 100;

export class Sweeper {
  readonly #parts: Parts;
  #pauses = 0;
  #isStopped = false;
  /** The sweep before: one at a time, so that none meets files another has just removed. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Nothing is removed until the answer is called: a backup copies what its index names. */
  pause(): () => void {
    this.#pauses += 1;
    let isResumed = false;
    return () => {
      if (!isResumed) this.#pauses -= 1;
      isResumed = true;
    };
  }

  /** A sweep under way ends before its next removal. */
  stop(): void {
    this.#isStopped = true;
  }

  sweep(minimumAgeMs: number): Promise<SweepReport> {
    const sweep = this.#before.then(() => this.#sweepAll(minimumAgeMs));
    this.#before = sweep.catch(() => undefined);
    return sweep;
  }

  async #sweepAll(minimumAgeMs: number): Promise<SweepReport> {
    const { blobs } = this.#parts;
    let removedFiles = 0;
    let removedBytes = 0;
    let seen = 0;
    for (const shard of await shardsIn(blobs.root)) {
      for (const rest of await readdir(join(blobs.root, shard))) {
        if (this.#isHalted()) return { removedFiles, removedBytes };
        if (++seen % filesPerTurn === 0) await nextTurn();
        const bytes = await this.#removeIfLoose(shard + rest, minimumAgeMs);
        if (bytes === undefined) continue;
        removedFiles += 1;
        removedBytes += bytes;
      }
    }
    return { removedFiles, removedBytes };
  }

  #isHalted(): boolean {
    return this.#isStopped || this.#pauses > 0;
  }

  /** @returns bytes removed, undefined when the content stays */
  async #removeIfLoose(sha256: string, minimumAgeMs: number): Promise<number | undefined> {
    const { blobs, isReferenced, now } = this.#parts;
    if (this.#isHalted() || !isHash(sha256) || blobs.isHeld(sha256) || isReferenced(sha256)) return undefined;
    const file = await stat(blobs.pathOf(sha256));
    if (now() - file.mtimeMs < minimumAgeMs) return undefined;
    // Asked again after the pause for `stat`; from here to the removal nothing else can run.
    if (this.#isHalted() || blobs.isHeld(sha256) || isReferenced(sha256)) return undefined;
    unlinkSync(blobs.pathOf(sha256));
    return file.size;
  }
}

async function shardsIn(root: string): Promise<string[]> {
  return (await readdir(root)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
