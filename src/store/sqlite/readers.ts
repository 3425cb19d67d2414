// Where long questions run: on a thread with its own read-only connection, or in place for a store in memory. Not the questions.
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { AssayError, type ErrorCode } from '../../model/errors.ts';
import { endThread } from './endThread.ts';
import { type AnswerOf, type ArgsOf, type QuestionName, questions } from './questions.ts';

export interface Readers {
  ask<N extends QuestionName>(name: N, args: ArgsOf<N>): Promise<AnswerOf<N>>;
  close(): Promise<void>;
}

/** The answer of the reader thread to question `id`. */
export type ReaderReply =
  | { readonly id: number; readonly ok: true; readonly answer: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

/** Asks on the writer's own connection: the only way to see a database that lives in memory. */
export function readersInPlace(db: DatabaseSync): Readers {
  return {
    async ask(name, args) {
      return answer(db, name, args);
    },
    async close() {},
  };
}

/** Runs one question; the table pairs each name with its own arguments and answer. */
export function answer<N extends QuestionName>(db: DatabaseSync, name: N, args: ArgsOf<N>): AnswerOf<N> {
  const question = questions[name] as (db: DatabaseSync, args: ArgsOf<N>) => AnswerOf<N>;
  return question(db, args);
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** One thread, started at the first question and again if it ever dies. */
export class ReaderThread implements Readers {
  readonly #path: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextId = 0;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
  }

  ask<N extends QuestionName>(name: N, args: ArgsOf<N>): Promise<AnswerOf<N>> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    const worker = (this.#worker ??= this.#start());
    const id = this.#nextId++;
    return new Promise<AnswerOf<N>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as AnswerOf<N>), reject });
      worker.postMessage({ id, name, args });
      worker.ref();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await endThread(this.#worker);
  }

  #start(): Worker {
    // The published build has .js files, a checkout .ts; the neighbour has this file's own ending.
    const file = import.meta.url.endsWith('.ts') ? './readerThread.ts' : './readerThread.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: { path: this.#path } });
    worker.unref();
    worker.on('message', (reply: ReaderReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) worker.unref();
      if (reply.ok) waiting?.resolve(reply.answer);
      else if (reply.code !== null) waiting?.reject(new AssayError(reply.code, reply.message, reply.details));
      else waiting?.reject(new Error(reply.message));
    });
    const fail = (reason: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      for (const waiting of this.#waiting.values()) waiting.reject(reason);
      this.#waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The reader thread ended.')));
    return worker;
  }
}
