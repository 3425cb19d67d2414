/** Reads the windows of one measurement as rates; a server that gave no answer has no rate, not the rate zero. */
import { median } from '../median.ts';
import type { LoadResult } from './plan.ts';

/** The medians of several windows. */
export interface Rate {
  /** 2xx answers a second; undefined when there was none. */
  readonly perSecond: number | undefined;
  /** Undefined also when too many requests had no answer to know it. */
  readonly p99Ms: number | undefined;
  readonly refused: number;
  /** The most requests of one window that had no answer when patience ended. */
  readonly unanswered: number;
  /** How long the bench waited for an answer, at least. */
  readonly waitedMs: number;
  readonly windows: readonly LoadResult[];
}

/** @param waitedMs the window and the patience after it */
export function rateOf(windows: readonly LoadResult[], waitedMs: number): Rate {
  const unanswered = Math.max(0, ...windows.map((window) => window.unanswered));
  const answered = windows.reduce((sum, window) => sum + window.answered + window.late, 0);
  const isP99Known = windows.every((window) => window.unanswered * 100 <= window.answered + window.late);
  return {
    perSecond: answered === 0 ? undefined : median(windows.map(perSecond)),
    p99Ms: isP99Known ? median(windows.flatMap((window) => window.latencyMs?.p99 ?? [])) : undefined,
    refused: windows.reduce((sum, window) => sum + window.refused, 0),
    unanswered,
    waitedMs,
    windows,
  };
}

/** A window whose only answers came late still has a rate: over the time until the last of them. */
function perSecond(window: LoadResult): number {
  if (window.answered > 0) return (window.answered / window.windowMs) * 1000;
  return window.late > 0 ? (window.late / window.lastAnswerMs) * 1000 : 0;
}
