/** Writes the latency of a window, or why there is none. */
import { duration, unknown } from '../format.ts';
import type { LoadResult } from '../load/plan.ts';

/** @param patienceMs how long the last answer was waited for */
export function answerCell(
  window: LoadResult | undefined,
  which: 'p50' | 'p95' | 'p99',
  patienceMs: number,
): string {
  if (window === undefined) return unknown;
  if (window.latencyMs !== undefined) {
    // An unanswered question among few leaves the high percentiles unknown.
    const isKnown = which === 'p50' || window.unanswered === 0;
    return isKnown ? duration(window.latencyMs[which]) : `> ${duration(patienceMs)}`;
  }
  return window.refused > 0
    ? `refused: ${window.firstTrouble ?? ''}`
    : `no answer in ${duration(patienceMs)}`;
}
