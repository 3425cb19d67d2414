// What every rule of tracking is given: the store, the time, randomness and where to announce changes. Nothing else reaches in.
import type { Store } from '../store/store.ts';
import type { ChangeEvent } from '../model/changeEvent.ts';

export interface TrackingContext {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Random bytes for ids and names. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** Tells those who watch that something changed; never fails and never waits. */
  readonly announce: (event: ChangeEvent) => void;
  /** The URI under which artifacts of experiments live, without a trailing slash; `mlflow-artifacts:` by default. */
  readonly artifactRoot: string;
}

/** `size` random bytes in hexadecimal: run ids and the like. */
export function randomHex(context: TrackingContext, size: number): string {
  return Buffer.from(context.randomBytes(size)).toString('hex');
}
