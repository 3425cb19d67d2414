// Finds the sealed points of one series: its own blocks, and its part of the rows it shares with others. Read-only; any thread.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Int64 } from '../../../model/int64.ts';
import { exactInteger, integer, number, type Row } from '../columns.ts';
import { type BlockAddress, dataOf, pointsOfRow } from './blockTable.ts';
import { decodeSteps } from './blockCodec.ts';
import { decodeMixed } from './mixedCodec.ts';
import { type PointColumns, stepsOf } from './pointColumns.ts';

/** Steps, both ends included; null where open. */
export interface StepRange {
  readonly from: Int64 | null;
  readonly to: Int64 | null;
}

/** What is known of a block without reading it; timestamps to the nearest float64. */
export interface BlockHeader extends BlockAddress {
  readonly timestamp0: number;
  readonly timestamp1: number;
}

const lowestStep = -(2n ** 63n);
const highestStep = 2n ** 63n - 1n;
const ofSeries = 'FROM metric_block WHERE run = ? AND key = ?';
const inRange = `${ofSeries} AND step0 <= ? AND step1 >= ?`;

export class SeriesReader {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  headers(run: number, key: number): BlockHeader[] {
    return this.#prepare(
      `SELECT ${exactInteger('step0', 'step0')}, seq, n, CAST(timestamp0 AS REAL) AS timestamp0,
       CAST(timestamp1 AS REAL) AS timestamp1 ${ofSeries} ORDER BY metric_block.step0, seq`,
    )
      .all(run, key)
      .map((row) => ({
        step0: integer(row, 'step0'),
        seq: number(row, 'seq'),
        n: number(row, 'n'),
        timestamp0: number(row, 'timestamp0'),
        timestamp1: number(row, 'timestamp1'),
      }));
  }

  /** @throws Error when there is none: the database is damaged */
  block(run: number, key: number, step0: Int64, seq: number): PointColumns {
    const row = this.#prepare(`SELECT n, data ${ofSeries} AND step0 = ? AND seq = ?`).get(
      run,
      key,
      step0,
      seq,
    );
    if (row === undefined) throw new Error('a series block is gone');
    return pointsOfRow(row);
  }

  /** The blocks that may hold points in a range, in the order of their first steps. */
  *blocks(run: number, key: number, range: StepRange): Generator<PointColumns> {
    const statement = this.#prepare(`SELECT n, data ${inRange} ORDER BY step0, seq`);
    for (const row of statement.iterate(run, key, range.to ?? highestStep, range.from ?? lowestStep)) {
      yield pointsOfRow(row);
    }
  }

  /** The same blocks as rows of `first` and `last` step to the nearest float64, `step0`, `seq`, `n` and `rollup`, which may be null. */
  rollups(run: number, key: number, range: StepRange): Row[] {
    return this.#prepare(
      `SELECT CAST(step0 AS REAL) AS first, CAST(step1 AS REAL) AS last, ${exactInteger('step0', 'step0')}, seq, n, rollup
       ${inRange} ORDER BY metric_block.step0, seq`,
    ).all(run, key, range.to ?? highestStep, range.from ?? lowestStep);
  }

  /** The steps of the same blocks, each list ascending but not distinct. */
  *steps(run: number, key: number, range: StepRange): Generator<ArrayLike<Int64>> {
    const statement = this.#prepare(`SELECT n, data ${inRange} ORDER BY step0, seq`);
    for (const row of statement.iterate(run, key, range.to ?? highestStep, range.from ?? lowestStep)) {
      const points = decodeSteps(dataOf(row), number(row, 'n'));
      yield points ?? stepsOf(pointsOfRow(row));
    }
  }

  /** The points that lie in rows shared with other series, whatever their steps. */
  shared(run: number, key: number): PointColumns[] {
    return this.#prepare(
      'SELECT n, data FROM metric_block WHERE run = ? AND key = 0 AND step0 <= ? AND step1 >= ?',
    )
      .all(run, key, key)
      .flatMap((row) => decodeMixed(dataOf(row), number(row, 'n')))
      .filter((series) => series.keyId === key)
      .map((series) => series.points);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
