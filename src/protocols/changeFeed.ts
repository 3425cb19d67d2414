// Where live views listen for changes. Not a queue: who is not listening misses nothing that reading again would not show.
import type { ChangeEvent } from '../model/changeEvent.ts';

export interface ChangeFeed {
  /** @returns how to stop listening */
  subscribe(listener: (event: ChangeEvent) => void): () => void;
}
