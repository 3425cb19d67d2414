// Hands announced changes to whoever listens in this process.
import type { ChangeFeed } from '../protocols/changeFeed.ts';
import type { ChangeEvent } from '../tracking/changeEvent.ts';

export interface ChangeHub extends ChangeFeed {
  announce(event: ChangeEvent): void;
}

export function changeHub(): ChangeHub {
  const listeners = new Set<(event: ChangeEvent) => void>();
  return {
    announce(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
