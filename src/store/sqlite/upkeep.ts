// Keeps the database files small, off the path of requests: copies the log into the database, and gives free pages back when it is quiet.
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { checkpoint } from './checkpoint.ts';
import { endThread } from './endThread.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reportFailure } from './reportFailure.ts';

const tickMs = 1_000;
/** Measured: the checkpoint of some seconds of full ingest takes 0.3 s, which no request should wait for. */
const ticksPerCheckpoint = 2;
const ticksPerSmallCheckpoint = 10;
/** So few changed rows are copied sooner than a thread is woken. */
const fewChanges = 1_000;
/** A shorter log stays: emptying it costs a sync of the disk. */
const shortLogBytes = 1 << 20;
/** Free pages are given back once they are this many, 8 MB, so many at a time. */
const fewestFreePages = 1_024;
const pagesPerCommit = 256;
const postponed = 'Keeping the database files small is put off';

/**
 * Under load a thread of its own makes the checkpoints, and the writer only the short last part, after which the log begins anew.
 * One second after the last write the log is emptied and what a burst left free at the end of the database is cut off.
 */
export class Upkeep {
  readonly #db: DatabaseSync;
  readonly #commit: GroupCommit;
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;
  readonly #changes;
  readonly #freePages;
  #worker: Worker | null = null;
  #isCheckpointing = false;
  #isGivingBack = false;
  #ticks = 0;
  #seen = 0;
  #checkpointed = 0;
  #isEmpty = false;
  #isClosed = false;
  /** A database made before free pages could be given back. */
  #cannotShrink = false;

  constructor(db: DatabaseSync, commit: GroupCommit, path: string) {
    this.#db = db;
    this.#commit = commit;
    this.#path = path;
    this.#changes = db.prepare('SELECT total_changes() AS n');
    this.#freePages = db.prepare('PRAGMA freelist_count');
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  /** Stops, and leaves the files as small as they get. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await endThread(this.#worker);
    this.#emptyLog();
  }

  #tick(): void {
    if (this.#isCheckpointing || this.#isGivingBack) return;
    this.#tryTo(() => this.#keepUp());
  }

  #tryTo(work: () => unknown): void {
    try {
      work();
    } catch (reason) {
      // A full disk, say: the next tick tries again, and no request is the worse for it.
      reportFailure(postponed, reason);
    }
  }

  #keepUp(): void {
    const changes = this.#changeCount();
    const isQuiet = changes === this.#seen;
    this.#seen = changes;
    this.#ticks++;
    if (!isQuiet) {
      this.#isEmpty = false;
      this.#checkpointBesideWrites(changes);
    } else if (!this.#cannotShrink && this.#freePageCount() >= fewestFreePages) {
      void this.#giveBack();
    } else if (!this.#isEmpty && this.#logBytes() > shortLogBytes) {
      this.#emptyLog();
    }
  }

  #checkpointBesideWrites(changes: number): void {
    const isSmall = changes - this.#checkpointed <= fewChanges;
    if (this.#ticks % (isSmall ? ticksPerSmallCheckpoint : ticksPerCheckpoint) !== 0) return;
    if (isSmall) checkpoint(this.#db);
    else this.#askThread();
    this.#checkpointed = changes;
  }

  #logBytes(): number {
    return statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  #changeCount(): number {
    return Number(this.#changes.get()?.['n'] ?? 0);
  }

  #freePageCount(): number {
    return Number(this.#freePages.get()?.['freelist_count'] ?? 0);
  }

  #askThread(): void {
    this.#isCheckpointing = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage(null);
  }

  #start(): Worker {
    // The published build has .js files, a checkout .ts; the neighbour has this file's own ending.
    const file = import.meta.url.endsWith('.ts') ? './checkpointThread.ts' : './checkpointThread.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: { path: this.#path } });
    worker.unref();
    worker.on('message', () => {
      this.#isCheckpointing = false;
      this.#tryTo(() => checkpoint(this.#db));
    });
    worker.on('error', (reason) => {
      reportFailure(postponed, reason);
      this.#worker = null;
      this.#isCheckpointing = false;
    });
    return worker;
  }

  /** Never waits: while a reader needs the log it stays, and is emptied a second later. */
  #emptyLog(): void {
    this.#db.exec('PRAGMA busy_timeout = 0');
    const row = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    this.#db.exec('PRAGMA busy_timeout = 10000');
    this.#isEmpty = row?.['busy'] === 0;
  }

  /** Moves the pages at the end of the database into free ones, for as long as it stays quiet. */
  async #giveBack(): Promise<void> {
    this.#isGivingBack = true;
    try {
      let before = Infinity;
      let free = this.#freePageCount();
      while (
        free >= pagesPerCommit &&
        free < before &&
        this.#changeCount() === this.#seen &&
        !this.#isClosed
      ) {
        await this.#commit.submit(() => this.#db.exec(`PRAGMA incremental_vacuum(${pagesPerCommit})`));
        before = free;
        free = this.#freePageCount();
      }
      this.#cannotShrink = free >= before;
    } catch (reason) {
      reportFailure(postponed, reason);
    }
    this.#isEmpty = false;
    this.#isGivingBack = false;
  }
}
