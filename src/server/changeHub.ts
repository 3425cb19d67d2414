// Hands announced changes to whoever listens in this process. New points of a run are announced at most once an interval, the last never lost.
import type { ChangeFeed } from '../protocols/changeFeed.ts';
import type { ChangeEvent } from '../model/changeEvent.ts';

export interface ChangeHub extends ChangeFeed {
  announce(event: ChangeEvent): void;
}

/** How long a run that keeps logging is silent between two announcements: often enough for a chart that moves. */
export const metricsEveryMs = 250;

export function changeHub(): ChangeHub {
  const listeners = new Set<(event: ChangeEvent) => void>();
  /** Runs announced within the interval, and whether more points came since. */
  const recent = new Map<string, boolean>();
  let timer: NodeJS.Timeout | undefined;

  function tell(event: ChangeEvent): void {
    for (const listener of listeners) listener(event);
  }

  function catchUp(): void {
    for (const [runId, hasMore] of recent) {
      if (hasMore) tell({ type: 'metrics', runId });
      if (hasMore) recent.set(runId, false);
      else recent.delete(runId);
    }
    if (recent.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    announce(event) {
      if (listeners.size === 0) return;
      if (event.type !== 'metrics') return tell(event);
      if (recent.has(event.runId)) {
        recent.set(event.runId, true);
        return;
      }
      recent.set(event.runId, false);
      timer ??= setInterval(catchUp, metricsEveryMs).unref();
      tell(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
