// What a run has to tell, on its way to the server: in memory while the server answers, on disk while it does not, in order either way.
import type { Entry } from './entry.ts';
import type { Spool } from './spool.ts';

export interface OutboxParts {
  /** Rejects when telling it again later may help. */
  readonly deliver: (entry: Entry) => Promise<void>;
  /** Makes the spool that is used from now on. */
  readonly openSpool: () => Spool;
  /** Told once each time that the server goes away, with why. */
  readonly onAway: (error: unknown) => void;
  /** Told once each time that the server is back. */
  readonly onBack: () => void;
  /** Told when something could not be kept. */
  readonly onLost: (entry: Entry, error: unknown) => void;
  /** How long to wait after so many failures in a row. */
  readonly retryAfterMs: (failures: number) => number;
  /** More entries than this do not wait in memory. */
  readonly mostInMemory: number;
}

/** Nor do more bytes of artifacts than this. */
const mostBytesInMemory = 64e6;

/** Never throws: what cannot be kept is told to `onLost`. */
export class Outbox {
  readonly #parts: OutboxParts;
  /** In order; the first is on its way. Empty while there is a spool. */
  #memory: Entry[] = [];
  #spool: Spool | null = null;
  #isWorking = false;
  /** The entry on its way could not be copied to the disk with the others: its file is gone. */
  #isHeadLost = false;
  #isAway = false;
  #failures = 0;
  /** Ends a pause early. */
  #wake: (() => void) | null = null;
  /** Those who wait for the outcome of the entry on its way. */
  #onProgress = new Set<() => void>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  get isEmpty(): boolean {
    return this.#memory.length === 0 && this.#spool === null;
  }

  /** Where what is undelivered lies, or null while all of it is in memory. */
  get spoolFolder(): string | null {
    return this.#spool?.folder ?? null;
  }

  push(entry: Entry): void {
    if (this.#spool === null) {
      this.#memory.push(entry);
      if (this.#isFull()) this.spill();
    } else {
      this.#keep(this.#spool, entry);
    }
    void this.#work();
  }

  /** Puts everything that is undelivered on the disk, at once: when this returns, the process may end. */
  spill(): void {
    if (this.#spool !== null || this.#memory.length === 0) return;
    const entries = this.#memory;
    this.#memory = [];
    let spool: Spool;
    try {
      spool = this.#parts.openSpool();
    } catch (error) {
      // Nothing can be written here; what fits stays in memory and the rest, the newest, is given up aloud.
      this.#memory = entries.slice(0, this.#parts.mostInMemory);
      for (const entry of entries.slice(this.#parts.mostInMemory)) this.#parts.onLost(entry, error);
      return;
    }
    this.#spool = spool;
    const kept = entries.map((entry) => this.#keep(spool, entry));
    this.#isHeadLost = this.#isWorking && kept[0] === false;
  }

  /**
   * Waits until everything is delivered.
   *
   * @param patienceMs how long to wait without any progress
   * @returns false when the patience ran out; the rest is on the disk then and is still tried while the process lives
   */
  async settle(patienceMs: number): Promise<boolean> {
    this.#wake?.();
    while (!this.isEmpty) {
      if (!(await this.#progress(patienceMs))) {
        this.spill();
        return false;
      }
    }
    return true;
  }

  #progress(patienceMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (happened: boolean): void => {
        clearTimeout(timer);
        this.#onProgress.delete(onProgress);
        resolve(happened);
      };
      const onProgress = (): void => done(true);
      // Holds the process: someone awaits the outcome.
      const timer = setTimeout(() => done(false), patienceMs);
      this.#onProgress.add(onProgress);
      void this.#work();
    });
  }

  #isFull(): boolean {
    if (this.#memory.length > this.#parts.mostInMemory) return true;
    const bytes = this.#memory.reduce(
      (sum, entry) =>
        entry.kind === 'artifact' && 'data' in entry.content ? sum + entry.content.data.length : sum,
      0,
    );
    return bytes > mostBytesInMemory;
  }

  #keep(spool: Spool, entry: Entry): boolean {
    try {
      spool.append(entry);
      return true;
    } catch (error) {
      this.#parts.onLost(entry, error);
      return false;
    }
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let entry = this.#peek(); entry !== undefined; entry = this.#peek()) await this.#try(entry);
    } finally {
      this.#isWorking = false;
    }
  }

  async #try(entry: Entry): Promise<void> {
    try {
      await this.#parts.deliver(entry);
    } catch (error) {
      this.#failures += 1;
      if (!this.#isAway) this.#parts.onAway(error);
      this.#isAway = true;
      this.spill();
      this.#isHeadLost = false;
      this.#touch();
      await this.#pause(this.#parts.retryAfterMs(this.#failures));
      return;
    }
    this.#failures = 0;
    this.#done();
    if (this.#isAway) this.#parts.onBack();
    this.#isAway = false;
    for (const told of [...this.#onProgress]) told();
  }

  #peek(): Entry | undefined {
    if (this.#spool === null) return this.#memory[0];
    const entry = this.#spool.peek();
    if (entry === undefined) {
      this.#removeSpool(this.#spool);
      for (const told of [...this.#onProgress]) told();
    }
    return entry ?? this.#memory[0];
  }

  /** The first entry is delivered; it may have gone to the disk meanwhile, where it is the first as well. */
  #done(): void {
    if (this.#spool === null) {
      this.#memory.shift();
      return;
    }
    if (!this.#isHeadLost) {
      this.#spool.peek();
      this.#spool.done();
    }
    this.#isHeadLost = false;
    if (this.#spool.isEmpty) this.#removeSpool(this.#spool);
  }

  #removeSpool(spool: Spool): void {
    this.#spool = null;
    spool.remove();
  }

  #touch(): void {
    try {
      this.#spool?.touch();
    } catch {
      // The disk is gone with the spool on it; the next append will say so.
      return;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      // Does not hold the process: what waits is on the disk.
      const timer = setTimeout(end, ms).unref();
      this.#wake = end;
    });
  }
}
