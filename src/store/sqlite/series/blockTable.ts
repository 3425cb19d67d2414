// The rows of metric_block: how sealed points are written to them and found again. Not their bytes, nor when points are sealed.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Int64 } from '../../../model/int64.ts';
import { exactInteger, integer, number, type Row } from '../columns.ts';
import { decodeBlock, encodeBlock } from './blockCodec.ts';
import { decodeMixed, encodeMixed, type ShortSeries } from './mixedCodec.ts';
import { type PointColumns, slicePoints, stepAt } from './pointColumns.ts';
import { encodeRollup } from './rollup.ts';

export const mostPointsPerBlock = 4096;

/** The key of rows that hold several short series. */
const mixedKey = 0;

/** Where a block is. */
export interface BlockAddress {
  readonly step0: Int64;
  readonly seq: number;
  readonly n: number;
}

/** The writer's side; everything here only inside a write transaction. */
export class BlockTable {
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #selectLast: StatementSync;
  readonly #selectMixed: StatementSync;
  readonly #deleteMixed: StatementSync;
  readonly #countMixed: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      `INSERT INTO metric_block (run, key, step0, seq, step1, timestamp0, timestamp1, n, rollup, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#delete = db.prepare('DELETE FROM metric_block WHERE run = ? AND key = ? AND step0 = ? AND seq = ?');
    this.#selectLast = db.prepare(
      `SELECT ${exactInteger('step0', 'step0')}, seq, n FROM metric_block WHERE run = ? AND key = ?
       ORDER BY metric_block.step0 DESC, seq DESC LIMIT 1`,
    );
    this.#selectMixed = db.prepare('SELECT n, data FROM metric_block WHERE run = ? AND key = 0');
    this.#deleteMixed = db.prepare('DELETE FROM metric_block WHERE run = ? AND key = 0');
    this.#countMixed = db.prepare(
      'SELECT count(*) AS rows, coalesce(sum(n), 0) AS points FROM metric_block WHERE run = ? AND key = 0',
    );
  }

  /**
   * @param points in step order, each once
   * @param seq    numbers from here on that no row of the run has
   * @returns the first number not used
   */
  insertSeries(run: number, key: number, points: PointColumns, seq: number): number {
    let next = seq;
    for (let from = 0; from < points.values.length; from += mostPointsPerBlock) {
      const block = slicePoints(points, from, Math.min(points.values.length, from + mostPointsPerBlock));
      const n = block.values.length;
      const { least, most } = timestampBounds(block);
      this.#insert.run(
        run,
        key,
        stepAt(block, 0),
        next++,
        stepAt(block, n - 1),
        least,
        most,
        n,
        encodeRollup(block),
        encodeBlock(block),
      );
    }
    return next;
  }

  /** @param series in ascending order of their keys, with at most {@link mostPointsPerBlock} points together */
  insertMixed(run: number, series: readonly ShortSeries[], seq: number): void {
    const n = series.reduce((sum, { points }) => sum + points.values.length, 0);
    const first = series[0]?.keyId ?? 0;
    const last = series.at(-1)?.keyId ?? 0;
    this.#insert.run(run, mixedKey, first, seq, last, 0, 0, n, null, encodeMixed(series));
  }

  /** The block that begins last. */
  lastBlock(run: number, key: number): BlockAddress | undefined {
    const row = this.#selectLast.get(run, key);
    return row === undefined
      ? undefined
      : { step0: integer(row, 'step0'), seq: number(row, 'seq'), n: number(row, 'n') };
  }

  delete(run: number, key: number, { step0, seq }: BlockAddress): void {
    this.#delete.run(run, key, step0, seq);
  }

  mixedOf(run: number): { readonly rows: number; readonly points: number } {
    const row = this.#countMixed.get(run);
    return row === undefined
      ? { rows: 0, points: 0 }
      : { rows: number(row, 'rows'), points: number(row, 'points') };
  }

  /** Takes the short series of a run out of the table. */
  takeMixed(run: number): ShortSeries[] {
    const series = this.#selectMixed.all(run).flatMap((row) => decodeMixed(dataOf(row), number(row, 'n')));
    this.#deleteMixed.run(run);
    return series;
  }
}

export function dataOf(row: Row, column = 'data'): Uint8Array {
  const data = row[column];
  if (!(data instanceof Uint8Array)) throw new Error(`a series block has no ${column}`);
  return data;
}

/** The points of a block whose row was read with `n` and `data`. */
export function pointsOfRow(row: Row): PointColumns {
  return decodeBlock(dataOf(row), number(row, 'n'));
}

function timestampBounds(points: PointColumns): { readonly least: Int64; readonly most: Int64 } {
  const column: Float64Array | BigInt64Array = points.wide?.timestamps ?? points.timestamps;
  let least: Int64 = column[0] ?? 0;
  let most = least;
  for (const timestamp of column) {
    if (timestamp < least) least = timestamp;
    if (timestamp > most) most = timestamp;
  }
  return { least, most };
}
