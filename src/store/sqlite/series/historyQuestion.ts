// One page of the exact history of one series, in the order (timestamp, step, value). Read-only; runs on any thread.
import type { DatabaseSync } from 'node:sqlite';
import type { PageRequest } from '../../page.ts';
import { historyCursor, readHistoryCursor } from './historyCursor.ts';
import { comparePoints, concatPoints, type PointColumns, slicePoints, sortedSet } from './pointColumns.ts';
import { inSnapshot, openPoints, type TailSlice } from './tailSlice.ts';

export interface HistoryQuestion {
  readonly runId: string;
  readonly key: string;
  readonly keyId: number;
  readonly tail: TailSlice;
  readonly page: PageRequest;
}

export interface HistoryAnswer {
  readonly points: PointColumns;
  readonly next: string | null;
}

export function seriesHistory(db: DatabaseSync, question: HistoryQuestion): HistoryAnswer {
  const { runId, key, tail, page } = question;
  const after = page.after === null ? null : readHistoryCursor(page.after, runId, key);
  const parts = inSnapshot(db, () => {
    const open = openPoints(db, tail);
    return open === null ? [] : [open];
  });
  const all = sortedSet(concatPoints(parts), 'time');
  const from = after === null ? 0 : firstAfter(all, after);
  const to = Math.min(all.values.length, from + page.limit);
  const points = from === 0 && to === all.values.length ? all : slicePoints(all, from, to);
  return { points, next: to < all.values.length ? historyCursor(runId, key, all, to - 1) : null };
}

/** The place of the first point after another, in points ordered by time. */
function firstAfter(points: PointColumns, other: PointColumns): number {
  let low = 0;
  let high = points.values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePoints(points, middle, other, 0, 'time') <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
