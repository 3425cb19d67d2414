// What the rules of the queue are given from outside: storage, time, randomness, where to announce, and which kinds are done here.
import type { ChangeEvent } from '../model/changeEvent.ts';
import type { Store } from '../store/store.ts';
import type { JobKind } from './jobKind.ts';

export interface JobContext {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Tells those who watch that something changed; never fails and never waits. */
  readonly announce: (event: ChangeEvent) => void;
  readonly kinds: readonly JobKind[];
}
