// What every rule of golden datasets is given: the store, the time, randomness and where to announce changes. Nothing else reaches in.
import type { ChangeEvent } from '../model/changeEvent.ts';
import type { Store } from '../store/store.ts';

export interface DatasetContext {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Random bytes for ids. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** Tells those who watch that something changed; never fails and never waits. */
  readonly announce: (event: ChangeEvent) => void;
}
