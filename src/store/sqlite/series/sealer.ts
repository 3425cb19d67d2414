// Decides when the open points of a run move into blocks and when dead tail rows go, one piece of such work a commit, in proportion to
// what arrives. Not how.
import type { DatabaseSync } from 'node:sqlite';
import type { GroupCommit } from '../groupCommit.ts';
import { BlockTable } from './blockTable.ts';
import { reportFailure } from '../reportFailure.ts';
import { DeadRows } from './deadRows.ts';
import type { OpenRun, OpenRuns } from './openRuns.ts';
import { SeriesReader } from './readSeries.ts';
import { sealRun } from './sealRun.ts';
import type { SummaryFlush } from './summaryFlush.ts';
import type { TailWriter } from './tailWriter.ts';

/** A run is sealed at 16k points and up to 48k more, staggered so that runs that log in step do not all seal at once. */
const fewestPoints = 16_384;
const spread = 49_152;
/** A run with many keys may hold more, so that its blocks do not come out tiny. */
const pointsPerKey = 256;
const mostPointsOfRun = 262_144;

/** All open tails together: 28 MB in memory, half of that on disk. */
const mostOpenPoints = 1_000_000;
/** Bounds the time to replay the tail on opening; every row costs a few microseconds whatever it holds. */
const mostOpenRows = 100_000;
const mostRowsAtRest = 10_000;
/** Small runs are sealed together up to this many points, more when much arrives. */
const pointsPerCommit = 8_192;
const pointsDeletedPerCommit = 65_536;
const fewestDeadRows = 4_096;
const fewestDeadPoints = 131_072;
/** A run silent for this many ticks is sealed, if it has the points for blocks of its own. */
const idleTicks = 60;
const worthSealing = 4_096;

export class Sealer {
  readonly #commit: GroupCommit;
  readonly #runs: OpenRuns;
  readonly #flush: SummaryFlush;
  readonly #writer: TailWriter;
  readonly #table: BlockTable;
  readonly #reader: SeriesReader;
  readonly #dead: DeadRows;
  /** Runs to seal, in the order they became due. */
  readonly #due = new Set<number>();
  #working: Promise<void> | null = null;
  #isClosed = false;
  #hasFailed = false;
  #mostRows = mostOpenRows;

  constructor(
    db: DatabaseSync,
    {
      commit,
      runs,
      flush,
      writer,
    }: { commit: GroupCommit; runs: OpenRuns; flush: SummaryFlush; writer: TailWriter },
  ) {
    this.#commit = commit;
    this.#runs = runs;
    this.#flush = flush;
    this.#writer = writer;
    this.#table = new BlockTable(db);
    this.#reader = new SeriesReader(db);
    this.#dead = new DeadRows(db, runs);
  }

  /** To be called after every append; cheap. */
  noteAppend(run: OpenRun): void {
    if (run.tail.n >= limitOf(run)) this.#due.add(run.id);
    else if (!this.#isOverBudget()) return;
    this.work();
  }

  /** The run ended: its points move into blocks soon. */
  noteEnd(runId: number): void {
    this.#due.add(runId);
    this.work();
  }

  /** To be called now and then: runs that fell silent, and what an earlier failure left undone. */
  noteTime(tick: number): void {
    this.#hasFailed = false;
    for (const run of this.#runs.all()) {
      if (run.tail.n >= worthSealing && tick - run.touchedAt >= idleTicks) this.#due.add(run.id);
    }
    this.work();
  }

  /** Starts what there is to do, if it has not started. After a failure only time starts it again. */
  work(): void {
    if (this.#working !== null || this.#isClosed || this.#hasFailed) return;
    this.#working = this.#workOff()
      .catch((reason: unknown) => {
        this.#hasFailed = true;
        reportFailure('Packing metric series is put off', reason);
      })
      .finally(() => {
        this.#working = null;
      });
  }

  /** Makes the tail short, so that the next opening is quick; resolves when nothing is being moved any more. */
  async close(): Promise<void> {
    await this.#working;
    this.#mostRows = mostRowsAtRest;
    this.work();
    await this.#working;
    this.#isClosed = true;
  }

  async #workOff(): Promise<void> {
    let before = this.#runs.appended;
    while (!this.#isClosed && (this.#hasSealsToDo() || this.#dead.areThere || this.#isHeldBack())) {
      // What came since the last piece of work, and a quarter more: work that is behind catches up.
      const pace = (this.#runs.appended - before) * 1.25;
      before = this.#runs.appended;
      await this.#commit.submit(() => {
        this.#runs.ensureFresh();
        this.#sealSome(Math.max(pointsPerCommit, pace));
        this.#dead.deleteSome(Math.max(pointsDeletedPerCommit, pace * 1.25));
      });
      for (const id of this.#due) if ((this.#runs.find(id)?.rows ?? 0) === 0) this.#due.delete(id);
    }
  }

  #hasSealsToDo(): boolean {
    return this.#due.size > 0 || this.#isOverBudget();
  }

  #isOverBudget(): boolean {
    return this.#runs.points > mostOpenPoints || this.#runs.rows > this.#mostRows;
  }

  /** Rows are deleted up to the oldest open one; true when that keeps too many dead ones. */
  #isHeldBack(): boolean {
    const { points, rows, deadPoints, deadRows } = this.#runs;
    const areMany = deadPoints > points / 2 + fewestDeadPoints || deadRows > rows + fewestDeadRows;
    return areMany && !this.#dead.areThere;
  }

  #sealSome(mostPoints: number): void {
    let points = 0;
    for (const run of this.#candidates()) {
      if (points > 0 && points + run.tail.n > mostPoints) break;
      points += run.tail.n;
      const isShort = run.tail.n < worthSealing && !this.#due.has(run.id);
      // Rewriting a single row would not make rows fewer.
      const mayStay = isShort && !(this.#isOverBudget() && run.rows === 1);
      if (mayStay) this.#writer.rewrite(run);
      else this.#seal(run);
      this.#flush.write(run);
    }
  }

  /** Runs to seal or rewrite, the most urgent first. */
  #candidates(): OpenRun[] {
    const open = [...this.#runs.all()].filter((run) => run.rows > 0);
    if (this.#isHeldBack()) return open.sort((a, b) => a.firstTailId - b.firstTailId);
    if (this.#due.size > 0) return open.filter((run) => this.#due.has(run.id));
    if (this.#runs.points > mostOpenPoints) return open.sort((a, b) => b.tail.n - a.tail.n);
    return this.#runs.rows > this.#mostRows ? open.sort((a, b) => b.rows - a.rows) : [];
  }

  #seal(run: OpenRun): void {
    sealRun(this.#table, run.id, run.tail, run.seals, (...block) => this.#reader.block(...block));
    this.#runs.noteSealed(run);
  }
}

/** Multiplying by the golden ratio spreads consecutive ids evenly. */
function limitOf(run: OpenRun): number {
  const staggered = fewestPoints + ((Math.imul(run.id, 0x9e37_79b1) >>> 0) % spread);
  return Math.max(staggered, Math.min(mostPointsOfRun, (run.series?.size ?? 0) * pointsPerKey));
}
