// Group commit: writes that arrive together share one transaction and one fsync, and are answered after it. Not what they write.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';

interface Job {
  /** Runs inside the shared transaction; returns what to answer. */
  readonly run: () => unknown;
  readonly isChecksFirst: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: unknown };

/** Bounds how long one commit can keep later requests waiting. */
const mostJobsPerCommit = 256;

/**
 * The only way anything is written. Jobs run in the order they were submitted; each sees the writes of those before it.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #undo: StatementSync;
  /** Called after a transaction was undone, so that what is cached about the database can be forgotten. */
  readonly #onRollback: () => void;
  #queue: Job[] = [];
  #scheduled = false;
  #closed = false;

  constructor(db: DatabaseSync, onRollback: () => void) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#savepoint = db.prepare('SAVEPOINT job');
    this.#release = db.prepare('RELEASE job');
    this.#undo = db.prepare('ROLLBACK TO job');
    this.#onRollback = onRollback;
  }

  /** A write of any shape: a job that throws leaves nothing behind, and does not disturb its neighbours. */
  submit<T>(run: () => T): Promise<T> {
    return this.#enqueue(run, false);
  }

  /**
   * The hot form: saves the savepoint. The job must throw its AssayErrors before its first write; anything else it throws undoes the
   * whole group, whose jobs are then tried one by one.
   */
  submitChecked<T>(run: () => T): Promise<T> {
    return this.#enqueue(run, true);
  }

  /** Commits what is queued, then refuses further jobs. */
  close(): void {
    while (this.#queue.length > 0) this.#flush();
    this.#closed = true;
  }

  #enqueue<T>(run: () => T, isChecksFirst: boolean): Promise<T> {
    if (this.#closed) {
      return Promise.reject(
        new AssayError('store/write-failed', 'The store is closed; nothing was written.'),
      );
    }
    return new Promise<T>((resolve, reject) => {
      // The job's own type is known to `resolve` only; the queue holds jobs of all types.
      this.#queue.push({ run, isChecksFirst, resolve: (value) => resolve(value as T), reject });
      if (!this.#scheduled) {
        this.#scheduled = true;
        setImmediate(() => this.#tick());
      }
    });
  }

  #tick(): void {
    this.#scheduled = false;
    this.#flush();
    if (this.#queue.length > 0 && !this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#tick());
    }
  }

  #flush(): void {
    if (this.#queue.length === 0) return;
    const jobs =
      this.#queue.length <= mostJobsPerCommit ? this.#queue : this.#queue.slice(0, mostJobsPerCommit);
    this.#queue = jobs === this.#queue ? [] : this.#queue.slice(mostJobsPerCommit);
    let outcomes: Outcome[];
    try {
      outcomes = this.#transact(jobs);
    } catch (failure) {
      if (jobs.length === 1) outcomes = [{ ok: false, reason: asWriteFailure(failure) }];
      else outcomes = jobs.map((job) => this.#alone(job));
    }
    jobs.forEach((job, i) => {
      const outcome = outcomes[i];
      if (outcome?.ok === true) job.resolve(outcome.value);
      else job.reject(outcome?.reason);
    });
  }

  #alone(job: Job): Outcome {
    try {
      const [outcome] = this.#transact([job]);
      return outcome ?? { ok: false, reason: asWriteFailure(new Error('no outcome')) };
    } catch (failure) {
      return { ok: false, reason: asWriteFailure(failure) };
    }
  }

  #transact(jobs: readonly Job[]): Outcome[] {
    try {
      this.#begin.run();
      const outcomes = jobs.map((job) => this.#runJob(job));
      this.#commit.run();
      return outcomes;
    } catch (failure) {
      // A failed COMMIT or a full disk may already have ended the transaction.
      if (this.#db.isTransaction) this.#rollback.run();
      this.#onRollback();
      throw failure;
    }
  }

  #runJob(job: Job): Outcome {
    if (job.isChecksFirst) {
      try {
        return { ok: true, value: job.run() };
      } catch (reason) {
        if (reason instanceof AssayError) return { ok: false, reason };
        throw reason;
      }
    }
    this.#savepoint.run();
    try {
      const value = job.run();
      this.#release.run();
      return { ok: true, value };
    } catch (reason) {
      this.#undo.run();
      this.#release.run();
      if (reason instanceof AssayError) return { ok: false, reason };
      throw reason;
    }
  }
}

function asWriteFailure(failure: unknown): AssayError {
  if (failure instanceof AssayError) return failure;
  const reason = failure instanceof Error ? failure.message : String(failure);
  return new AssayError('store/write-failed', `The write could not be made durable: ${reason}`, { reason });
}
