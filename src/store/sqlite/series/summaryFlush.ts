// Writes the summaries that changed, in commits of bounded size, so that searches on the reader thread see them. Not the summaries.
import type { DatabaseSync } from 'node:sqlite';
import type { GroupCommit } from '../groupCommit.ts';
import type { OpenRun, OpenRuns } from './openRuns.ts';
import { summaryWriter } from './summaryTable.ts';

/** How many series one commit writes before the requests behind it get their turn; more while many new ones arrive. */
const seriesPerCommit = 512;
const mostSeriesPerCommit = 8_192;

export class SummaryFlush {
  readonly #commit: GroupCommit;
  readonly #runs: OpenRuns;
  readonly #writeSummary;
  readonly #upsertRun;
  #current: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(db: DatabaseSync, commit: GroupCommit, runs: OpenRuns) {
    this.#commit = commit;
    this.#runs = runs;
    this.#writeSummary = summaryWriter(db);
    this.#upsertRun = db.prepare(
      `INSERT INTO metric_run (run, sealed_to, summarized_to, seals, points) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET sealed_to = excluded.sealed_to, summarized_to = excluded.summarized_to,
         seals = excluded.seals, points = excluded.points`,
    );
  }

  /** Resolves when every point appended before the call is in the table. Calls that meet share the work. */
  flush(): Promise<void> {
    if (this.#current === null) return this.#runs.dirty.size === 0 ? Promise.resolve() : this.#start();
    this.#next ??= this.#current.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  /** Writes what changed in one run, with how far the tail is sealed; only inside a write transaction. */
  write(run: OpenRun): number {
    const series = run.series;
    const dirty = series === null ? [] : series.takeDirty();
    if (series !== null) {
      for (const slot of dirty) this.#writeSummary(run.id, run.experiment, series.figuresOf(slot));
    }
    run.summarizedTo = run.lastTailId;
    this.#upsertRun.run(run.id, run.sealedTo, run.summarizedTo, run.seals, run.points);
    this.#runs.dirty.delete(run.id);
    return dirty.length;
  }

  #start(): Promise<void> {
    this.#next = null;
    const round = this.#round([...this.#runs.dirty]).finally(() => {
      if (this.#current === round) this.#current = null;
    });
    this.#current = round;
    return round;
  }

  async #round(ids: readonly number[]): Promise<void> {
    let at = 0;
    let appended = this.#runs.appended;
    while (at < ids.length) {
      // No more series can have changed than points have come: at this pace the table keeps up with them.
      const pace = (this.#runs.appended - appended) * 1.25;
      const most = Math.min(Math.max(pace, seriesPerCommit), mostSeriesPerCommit);
      appended = this.#runs.appended;
      at = await this.#commit.submit(() => {
        this.#runs.ensureFresh();
        let written = 0;
        let next = at;
        while (next < ids.length && written < most) {
          const id = ids[next++] ?? 0;
          const run = this.#runs.dirty.has(id) ? this.#runs.find(id) : undefined;
          if (run !== undefined) written += 1 + this.write(run);
        }
        return next;
      });
    }
  }
}
