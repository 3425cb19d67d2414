// The runs the writer holds in memory: their open tails and summaries, read back from the database on opening and after a rollback.
// Not what is done with them.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Cell, number } from '../columns.ts';
import type { RunKey } from '../runKeys.ts';
import type { KeyDictionary } from './keyDictionary.ts';
import { OpenTail } from './openTail.ts';
import { RunSummaries } from './runSummaries.ts';
import { figuresOfRow, summaryColumns } from './summaryTable.ts';
import { readTailRow, type TailRow } from './tailRow.ts';

/** A run with points in memory, or whose summaries are. Changed in place by the writer only. */
export interface OpenRun {
  readonly id: number;
  readonly experiment: number;
  readonly tail: OpenTail;
  /** null when let go; the table then has all of it. */
  series: RunSummaries | null;
  /** Id of the oldest tail row not sealed; 0 when there is none. */
  firstTailId: number;
  /** Id of the newest tail row there ever was. */
  lastTailId: number;
  /** As in `metric_run`. */
  sealedTo: number;
  summarizedTo: number;
  seals: number;
  /** Points ever counted, duplicates too; `metric_run` has those up to `summarizedTo`. */
  points: number;
  /** Tail rows not sealed. */
  rows: number;
  /** The tick at which the last point came. */
  touchedAt: number;
}

/** Summaries of this many series may stay in memory without need. */
const mostIdleSeries = 200_000;
const idleTicks = 10;

export class OpenRuns {
  readonly #keys: KeyDictionary;
  readonly #selectRun: StatementSync;
  readonly #selectSummaries: StatementSync;
  readonly #selectTail: StatementSync;
  readonly #selectExperiment: StatementSync;
  readonly #selectTable: StatementSync;
  readonly #byId = new Map<number, OpenRun>();
  #isStale = true;
  /** Points and rows in open tails. */
  points = 0;
  rows = 0;
  /** Points and rows in the table of the tail that are no longer open. */
  deadPoints = 0;
  deadRows = 0;
  /** Points appended since this was opened. */
  appended = 0;
  nextTailId = 1;
  /** Counts up with time, coarsely. */
  tick = 0;
  /** Runs with summaries the table does not have yet. */
  readonly dirty = new Set<number>();

  constructor(db: DatabaseSync, keys: KeyDictionary) {
    this.#keys = keys;
    this.#selectRun = db.prepare('SELECT * FROM metric_run WHERE run = ?');
    this.#selectSummaries = db.prepare(`SELECT ${summaryColumns} FROM metric_summary WHERE run = ?`);
    // Runs and how far they are sealed are asked for once each below: joins would cost more than the rows, which are many.
    this.#selectTail = db.prepare('SELECT id, run, data FROM metric_tail ORDER BY id');
    this.#selectExperiment = db.prepare('SELECT experiment FROM run WHERE id = ?');
    this.#selectTable = db.prepare(
      'SELECT coalesce(max(id), 0) AS id, count(*) AS rows, coalesce(sum(n), 0) AS points FROM metric_tail',
    );
  }

  /** What is in memory may be wrong: it is read again before the next use. */
  forget(): void {
    this.#isStale = true;
  }

  /** Reads the tail back, if what is in memory is not known to be right. */
  ensureFresh(): void {
    if (this.#isStale) this.#recover();
  }

  find(id: number): OpenRun | undefined {
    return this.#byId.get(id);
  }

  all(): MapIterator<OpenRun> {
    return this.#byId.values();
  }

  get count(): number {
    return this.#byId.size;
  }

  /** The oldest tail row that is not sealed. */
  oldestTailId(): number | null {
    let oldest: number | null = null;
    for (const { firstTailId } of this.#byId.values()) {
      if (firstTailId > 0 && (oldest === null || firstTailId < oldest)) oldest = firstTailId;
    }
    return oldest;
  }

  open(run: Pick<RunKey, 'id' | 'experiment'>): OpenRun {
    const known = this.#byId.get(run.id);
    if (known !== undefined) return known;
    const row = this.#selectRun.get(run.id);
    const sealedTo = row === undefined ? 0 : number(row, 'sealed_to');
    const summarizedTo = row === undefined ? 0 : number(row, 'summarized_to');
    const opened: OpenRun = {
      id: run.id,
      experiment: run.experiment,
      tail: new OpenTail(),
      series: row === undefined ? new RunSummaries() : null,
      firstTailId: 0,
      lastTailId: Math.max(sealedTo, summarizedTo),
      sealedTo,
      summarizedTo,
      seals: row === undefined ? 0 : number(row, 'seals'),
      points: row === undefined ? 0 : number(row, 'points'),
      rows: 0,
      touchedAt: this.tick,
    };
    this.#byId.set(run.id, opened);
    return opened;
  }

  /** The summaries of a run, read from the table if they were let go. */
  seriesOf(run: OpenRun): RunSummaries {
    if (run.series !== null) return run.series;
    const series = new RunSummaries();
    for (const row of this.#selectSummaries.iterate(run.id)) {
      const figures = figuresOfRow(row);
      series.restore(this.#keys.textOf(figures.keyId), figures);
    }
    run.series = series;
    return series;
  }

  /** Notes a tail row that was just written; its points are in `run.tail` and the summaries already. */
  noteRow(run: OpenRun, tailId: number, n: number): void {
    this.#noteOpenRow(run, tailId, n);
    run.points += n;
    this.appended += n;
    run.touchedAt = this.tick;
    this.dirty.add(run.id);
  }

  /** The points of a run are in blocks now, up to its last tail row. */
  noteSealed(run: OpenRun): void {
    this.points -= run.tail.n;
    this.rows -= run.rows;
    this.deadPoints += run.tail.n;
    this.deadRows += run.rows;
    run.tail.clear();
    run.rows = 0;
    run.firstTailId = 0;
    run.sealedTo = run.lastTailId;
    run.seals++;
  }

  /** All open rows of a run were rewritten as the one row `tailId`. */
  noteRewritten(run: OpenRun, tailId: number): void {
    this.rows -= run.rows - 1;
    this.deadPoints += run.tail.n;
    this.deadRows += run.rows;
    run.rows = 1;
    run.sealedTo = run.lastTailId;
    run.firstTailId = tailId;
    run.lastTailId = tailId;
  }

  /** Dead rows were deleted. */
  noteDeleted(rows: number, points: number): void {
    this.deadRows -= rows;
    this.deadPoints -= points;
  }

  /** Lets go of what need not be in memory: runs that fell silent and are sealed, and summaries once they are many. */
  letGoOfIdle(): void {
    let series = 0;
    for (const run of this.#byId.values()) {
      const isSilent = this.tick - run.touchedAt >= idleTicks;
      if (isSilent && run.rows === 0 && !this.dirty.has(run.id)) this.#byId.delete(run.id);
      else series += run.series?.size ?? 0;
    }
    for (const run of this.#byId.values()) {
      if (series <= mostIdleSeries) return;
      if (run.series === null || this.dirty.has(run.id)) continue;
      series -= run.series.size;
      run.series = null;
    }
  }

  #noteOpenRow(run: OpenRun, tailId: number, n: number): void {
    if (run.firstTailId === 0) run.firstTailId = tailId;
    run.lastTailId = tailId;
    run.rows++;
    this.points += n;
    this.rows++;
  }

  #recover(): void {
    this.#byId.clear();
    this.dirty.clear();
    this.#keys.forget();
    this.points = 0;
    this.rows = 0;
    const experiments = new Map<number, number | null>();
    for (const row of this.#selectTail.iterate()) {
      const tailId = number(row, 'id');
      const runId = number(row, 'run');
      const run = this.#byId.get(runId) ?? this.#openKnown(runId, experiments);
      if (run === null || tailId <= run.sealedTo) continue;
      this.#readBack(run, tailId, row['data']);
    }
    for (const run of this.#byId.values()) if (run.rows === 0) this.#byId.delete(run.id);
    const table = this.#selectTable.get();
    if (table === undefined) throw new Error('the tail cannot be counted');
    this.nextTailId = number(table, 'id') + 1;
    // What is counted here was appended earlier.
    this.appended = 0;
    this.deadRows = number(table, 'rows') - this.rows;
    this.deadPoints = number(table, 'points') - this.points;
    this.#isStale = false;
  }

  #readBack(run: OpenRun, tailId: number, data: Cell | undefined): void {
    if (!(data instanceof Uint8Array)) throw new Error('a tail row has no data');
    const row = readTailRow(data);
    const base = run.tail.n;
    run.tail.pushRow(row);
    if (tailId <= run.summarizedTo) {
      this.#noteOpenRow(run, tailId, row.n);
    } else {
      this.#summarize(run, row, base);
      this.noteRow(run, tailId, row.n);
    }
  }

  /** @returns null for a run that is no more */
  #openKnown(id: number, experiments: Map<number, number | null>): OpenRun | null {
    const known = experiments.get(id);
    const row = known === undefined ? this.#selectExperiment.get(id) : undefined;
    const experiment = known ?? (row === undefined ? null : number(row, 'experiment'));
    experiments.set(id, experiment);
    return experiment === null ? null : this.open({ id, experiment });
  }

  #summarize(run: OpenRun, row: TailRow, base: number): void {
    const series = this.seriesOf(run);
    let lastKey = 0;
    let slot = 0;
    for (let i = 0; i < row.n; i++) {
      const key = row.keys[i] ?? 0;
      if (key !== lastKey) {
        const text = this.#keys.textOf(key);
        slot = series.slotOf(text) ?? series.open(text, key);
        lastKey = key;
      }
      const step = run.tail.stepAt(base + i);
      series.add(slot, step, run.tail.timestampAt(base + i), row.values[i] ?? 0);
    }
  }
}
