// What of one series is still in the writer's memory, as it is handed to a reader thread beside the question. Not the reading.
import type { DatabaseSync } from 'node:sqlite';
import { number } from '../columns.ts';
import type { PointColumns } from './pointColumns.ts';

/**
 * The open points of one series, good while the run has been sealed `seals` times: one seal later the same points are in blocks,
 * and counting both would count them twice.
 */
export interface TailSlice {
  readonly run: number;
  readonly seals: number;
  /** In the order they came; null when there are none. */
  readonly points: PointColumns | null;
}

/** @returns the points to add to those in blocks, by the same read transaction that reads the blocks */
export function openPoints(db: DatabaseSync, slice: TailSlice): PointColumns | null {
  if (slice.points === null) return null;
  const row = db.prepare('SELECT seals FROM metric_run WHERE run = ?').get(slice.run);
  const seals = row === undefined ? 0 : number(row, 'seals');
  return seals === slice.seals ? slice.points : null;
}

/** Answers from one state of the database, however many statements it takes. */
export function inSnapshot<T>(db: DatabaseSync, read: () => T): T {
  if (db.isTransaction) return read();
  db.exec('BEGIN');
  try {
    return read();
  } finally {
    db.exec('COMMIT');
  }
}
