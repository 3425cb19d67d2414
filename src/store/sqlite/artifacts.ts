// Artifacts in the embedded engine: paths in the database, content in files beside it, written in that order of safety.
import type { DatabaseSync } from 'node:sqlite';
import type { ArtifactFile } from '../../model/artifact.ts';
import type { ArtifactStore } from '../artifactStore.ts';
import type { PageRequest } from '../page.ts';
import { BlobFolder } from './artifacts/blobFolder.ts';
import { entryToken, nameInToken } from './artifacts/entryToken.ts';
import { pathIndex, type ReferredContent } from './artifacts/pathIndex.ts';
import { Sweeper } from './artifacts/sweeper.ts';
import type { GroupCommit } from './groupCommit.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  /** The data directory. */
  readonly folder: string;
  readonly now: () => number;
}

/** What the engine itself needs of its artifacts beyond the port. */
export interface SqliteArtifacts extends ArtifactStore {
  readonly blobs: BlobFolder;
  /** Different contents that paths refer to, in order of their hash, after one of them; '' begins. */
  contents(after: string, limit: number): readonly ReferredContent[];
  /** Nothing is swept until the answer is called. */
  pauseSweeping(): () => void;
  /** Ends what goes on in the background. */
  close(): void;
}

/** Content this young is never swept in the background, whatever the index says: a margin beyond the holds of writers. */
const minimumAgeMs = 15 * 60_000;
const firstSweepAfterMs = 60_000;
const sweepEveryMs = 6 * 3_600_000;

/** The order of a write is content, then index: whatever moment the process dies, no path names content that is not there. */
export function sqliteArtifacts({ db, commit, folder, now }: Parts): SqliteArtifacts {
  const isDurable = db.location() !== null;
  const blobs = new BlobFolder(folder, isDurable);
  const index = pathIndex(db);
  const sweeper = new Sweeper({ blobs, isReferenced: (sha256) => index.isReferenced(sha256), now });
  const timers = isDurable ? sweepInBackground(sweeper) : [];

  return {
    blobs,
    async write(path, content) {
      // Refused before the bytes are taken; asked again in the transaction, when others may have written.
      index.requireFree(path);
      const held = await blobs.keep(content);
      try {
        const file: ArtifactFile = { path, size: held.size, sha256: held.sha256, written: now() };
        await commit.submit(() => index.put(file));
        return file;
      } finally {
        held.release();
      }
    },
    async find(path) {
      return index.find(path);
    },
    read(file, range) {
      return blobs.read(file.sha256, range);
    },
    async list(directory: string, page: PageRequest) {
      const after = page.after === null ? '' : nameInToken(page.after, directory);
      const entries = index.list(directory, after, page.limit + 1);
      const items = entries.slice(0, page.limit);
      const last = items.at(-1);
      const hasMore = entries.length > page.limit && last !== undefined;
      return { items, next: hasMore ? entryToken(directory, last.name) : null };
    },
    delete(path) {
      return commit.submit(() => index.remove(path));
    },
    sweep(age) {
      return sweeper.sweep(age);
    },
    contents(after, limit) {
      return index.contents(after, limit);
    },
    pauseSweeping() {
      return sweeper.pause();
    },
    close() {
      sweeper.stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function sweepInBackground(sweeper: Sweeper): NodeJS.Timeout[] {
  const sweep = (): void => {
    // A sweep that fails (a disk going away) harms nothing: it is tried again, and `assay doctor` reports the disk.
    sweeper
      .sweep(minimumAgeMs)
      .catch((cause: unknown) => process.emitWarning(`Sweeping artifacts failed: ${String(cause)}`));
  };
  const timers = [setTimeout(sweep, firstSweepAfterMs), setInterval(sweep, sweepEveryMs)];
  for (const timer of timers) timer.unref();
  return timers;
}
