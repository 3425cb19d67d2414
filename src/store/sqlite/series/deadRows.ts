// Deletes tail rows whose points are in blocks, in ranges from the oldest on. Not when to do so.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { number } from '../columns.ts';
import type { OpenRuns } from './openRuns.ts';

const mostRowsAtOnce = 4_096;

export class DeadRows {
  readonly #runs: OpenRuns;
  readonly #oldest: StatementSync;
  readonly #delete: StatementSync;

  constructor(db: DatabaseSync, runs: OpenRuns) {
    this.#runs = runs;
    this.#oldest = db.prepare('SELECT id, n FROM metric_tail ORDER BY id LIMIT ?');
    this.#delete = db.prepare('DELETE FROM metric_tail WHERE id < ?');
  }

  /** Whether any can be deleted: those before the oldest open row. */
  get areThere(): boolean {
    const row = this.#oldest.get(1);
    return row !== undefined && number(row, 'id') < this.#bound();
  }

  /** Deletes rows of about so many points at most; only inside a write transaction. */
  deleteSome(mostPoints: number): void {
    const bound = this.#bound();
    let last = 0;
    let rows = 0;
    let points = 0;
    for (const row of this.#oldest.iterate(mostRowsAtOnce)) {
      const id = number(row, 'id');
      if (id >= bound) break;
      last = id;
      rows++;
      points += number(row, 'n');
      if (points >= mostPoints) break;
    }
    if (rows === 0) return;
    this.#delete.run(last + 1);
    this.#runs.noteDeleted(rows, points);
  }

  /** The newest row always stays: it keeps the ids growing after a restart. */
  #bound(): number {
    return Math.min(this.#runs.oldestTailId() ?? Infinity, this.#runs.nextTailId - 1);
  }
}
