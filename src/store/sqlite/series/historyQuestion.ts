// One page of the exact history of one series, in the order (timestamp, step, value). Read-only; runs on any thread.
import type { DatabaseSync } from 'node:sqlite';
import type { PageRequest } from '../../page.ts';
import { historyCursor, readHistoryCursor } from './historyCursor.ts';
import { comparePoints, concatPoints, type PointColumns, slicePoints, sortedSet } from './pointColumns.ts';
import { SeriesReader } from './readSeries.ts';
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
  const { runId, key, page } = question;
  const after = page.after === null ? null : readHistoryCursor(page.after, runId, key);
  const { points, isAll } = inSnapshot(db, () => earliest(db, question, after, page.limit + 1));
  const to = Math.min(points.values.length, page.limit);
  return {
    points: to === points.values.length ? points : slicePoints(points, 0, to),
    next: to === points.values.length && isAll ? null : historyCursor(runId, key, points, to - 1),
  };
}

/** The earliest `wanted` points after the cursor, or a few more, or all there are; by time, each once. */
function earliest(
  db: DatabaseSync,
  { keyId, tail }: HistoryQuestion,
  after: PointColumns | null,
  wanted: number,
): { readonly points: PointColumns; readonly isAll: boolean } {
  const reader = new SeriesReader(db);
  const open = openPoints(db, tail);
  const cursorTime = after?.timestamps[0] ?? -Infinity;
  const blocks = reader
    .headers(tail.run, keyId)
    .filter(({ timestamp1 }) => timestamp1 >= cursorTime)
    .sort((a, b) => a.timestamp0 - b.timestamp0);
  let known = [...reader.shared(tail.run, keyId), ...(open === null ? [] : [open])];
  let next = 0;
  for (;;) {
    // Enough blocks for a page at a time; blocks may overlap in time, so the page is complete only up to where the next one begins.
    let loaded = 0;
    for (let block = blocks[next]; block !== undefined && loaded <= wanted; block = blocks[++next]) {
      known.push(reader.block(tail.run, keyId, block.step0, block.seq));
      loaded += block.n;
    }
    // The open tail mostly follows every block: in this order there is nothing left to sort.
    known.sort((a, b) => (a.timestamps[0] ?? 0) - (b.timestamps[0] ?? 0));
    const sorted = sortedSet(concatPoints(known), 'time');
    const from = after === null ? 0 : firstAfter(sorted, after);
    const following = blocks[next];
    const to = following === undefined ? sorted.values.length : firstAtTime(sorted, following.timestamp0);
    if (following === undefined || to - from >= wanted) {
      const isWhole = from === 0 && to === sorted.values.length;
      return { points: isWhole ? sorted : slicePoints(sorted, from, to), isAll: following === undefined };
    }
    known = [sorted];
  }
}

function firstAtTime(points: PointColumns, timestamp: number): number {
  let low = 0;
  let high = points.values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points.timestamps[middle] ?? 0) < timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
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
