// What the rules of evaluation are given from outside: storage, time, randomness, the network and the processes. Nothing else reaches in.
import type { ChangeEvent } from '../model/changeEvent.ts';
import type { Store } from '../store/store.ts';

/** As `fetch`; tests and recordings give their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface EvaluationContext {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps, for latencies and deadlines. */
  readonly elapsed: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly announce: (event: ChangeEvent) => void;
  readonly fetch: Fetch;
  /** Waits, or stops waiting when the signal is aborted (then it rejects with the signal's reason). */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A secret by the name of its variable, such as `OPENAI_API_KEY`; undefined when it is not set. Never stored, never hashed. */
  readonly secret: (name: string) => string | undefined;
}
