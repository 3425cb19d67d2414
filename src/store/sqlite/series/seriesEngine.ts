// The metric series of the SQLite engine put together: what the writer appends, flushes and seals, and what readers are asked.
// How each is done is in the files beside this one.
import type { DatabaseSync } from 'node:sqlite';
import type { Int64 } from '../../../model/int64.ts';
import type { MetricPoint } from '../../../model/run.ts';
import type { Page, PageRequest } from '../../page.ts';
import type {
  ChartCurve,
  ChartRequest,
  RunPoint,
  SeriesPage,
  SeriesStore,
  SeriesSummary,
} from '../../seriesStore.ts';
import { isRowId } from '../experimentRow.ts';
import type { GroupCommit } from '../groupCommit.ts';
import type { Readers } from '../readers.ts';
import { reportFailure } from '../reportFailure.ts';
import type { RunKey, RunKeys } from '../runKeys.ts';
import { KeyDictionary } from './keyDictionary.ts';
import { latestFromSummaries, sortByKey } from './latestFromSummaries.ts';
import { type OpenRun, OpenRuns } from './openRuns.ts';
import { noPoints, seriesColumns } from './pointColumns.ts';
import { Sealer } from './sealer.ts';
import { SummaryFlush } from './summaryFlush.ts';
import type { TailSlice } from './tailSlice.ts';
import { TailWriter } from './tailWriter.ts';

export interface SeriesParts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
  readonly keys: RunKeys;
}

/** The summary table lags the points by about this much, unless a search asks for it sooner. */
const flushEveryMs = 500;
const ticksPerSecond = 2;

export class SeriesEngine implements SeriesStore {
  readonly #db: DatabaseSync;
  readonly #readers: Readers;
  readonly #runKeys: RunKeys;
  readonly #keys: KeyDictionary;
  readonly #runs: OpenRuns;
  readonly #writer: TailWriter;
  readonly #flush: SummaryFlush;
  readonly #sealer: Sealer;
  readonly #countPoints;
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;

  constructor({ db, commit, readers, keys }: SeriesParts) {
    this.#db = db;
    this.#readers = readers;
    this.#runKeys = keys;
    this.#keys = new KeyDictionary(db);
    this.#runs = new OpenRuns(db, this.#keys);
    this.#writer = new TailWriter(db, this.#runs, this.#keys);
    this.#flush = new SummaryFlush(db, commit, this.#runs);
    this.#sealer = new Sealer(db, { commit, runs: this.#runs, flush: this.#flush, writer: this.#writer });
    this.#countPoints = db.prepare('SELECT coalesce(sum(points), 0) AS n FROM metric_run');
    this.#timer = setInterval(() => this.#tick(), flushEveryMs);
    this.#timer.unref();
  }

  /** Replays the tail: nothing acknowledged is only in memory. */
  recover(): void {
    this.#runs.ensureFresh();
  }

  /** Adds points to the series of a run; only inside a write transaction. The hot path. */
  append(run: RunKey, points: readonly MetricPoint[]): void {
    if (points.length === 0) return;
    this.#runs.ensureFresh();
    const open = this.#runs.open(run);
    this.#writer.append(open, points);
    this.#sealer.noteAppend(open);
  }

  /** A transaction was undone: what is in memory is read again before it is next used. */
  forget(): void {
    this.#runs.forget();
  }

  /** The latest point of every series of these runs by row id, in the order of the keys; fresh to the last append. */
  latestOf(runRowIds: readonly number[]): Map<number, MetricPoint[]> {
    this.#runs.ensureFresh();
    const fromTable: number[] = [];
    const latest = new Map<number, MetricPoint[]>();
    for (const id of runRowIds) {
      const run = this.#runs.find(id);
      if (run === undefined || run.series === null) fromTable.push(id);
      else latest.set(id, latestInMemory(run));
    }
    if (fromTable.length === 0) return latest;
    for (const [id, points] of latestFromSummaries(this.#db, fromTable)) latest.set(id, points);
    return latest;
  }

  /** The run will get few points more: move those it has into blocks, soon. */
  runEnded(runRowId: number): void {
    this.#sealer.noteEnd(runRowId);
  }

  /** Resolves when the summary table has every point appended before the call; at once when it has. */
  flush(): Promise<void> {
    this.#runs.ensureFresh();
    return this.#flush.flush();
  }

  /** Points ever appended, duplicates too; as fresh as the last flush. */
  countPoints(): number {
    return Number(this.#countPoints.get()?.['n'] ?? 0);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sealer.close();
    await this.flush();
  }

  async history(runId: string, key: string, page: PageRequest): Promise<SeriesPage> {
    const keyId = this.#findKey(key);
    const [found] = keyId === undefined ? [] : this.#tailsOf([runId], keyId);
    if (keyId === undefined || found === undefined) return { points: seriesColumns(noPoints), next: null };
    const answer = await this.#readers.ask('seriesHistory', { runId, key, keyId, tail: found.tail, page });
    return { points: seriesColumns(answer.points), next: answer.next };
  }

  async sampled(
    runIds: readonly string[],
    key: string,
    range: { readonly fromStep: Int64 | null; readonly toStep: Int64 | null },
    maxSteps: number,
  ): Promise<readonly RunPoint[]> {
    const keyId = this.#findKey(key);
    if (keyId === undefined) return [];
    const runs = this.#tailsOf(runIds, keyId);
    return this.#readers.ask('sampledSeries', { key, keyId, runs, range, maxSteps });
  }

  async chart({ runIds, key, fromStep, toStep, buckets }: ChartRequest): Promise<readonly ChartCurve[]> {
    const keyId = this.#findKey(key);
    if (keyId === undefined) return [];
    const curves = this.#tailsOf(runIds, keyId);
    return this.#readers.ask('seriesChart', { keyId, curves, fromStep, toStep, buckets });
  }

  async summaries(
    runIds: readonly string[],
    keys: readonly string[] | null,
  ): Promise<readonly SeriesSummary[]> {
    await this.flush();
    return this.#readers.ask('seriesSummaries', { runIds, keys });
  }

  async keysOf(experimentIds: readonly string[], page: PageRequest): Promise<Page<string>> {
    await this.flush();
    return this.#readers.ask('seriesKeys', { experiments: experimentIds.filter(isRowId).map(Number), page });
  }

  #findKey(key: string): number | undefined {
    this.#runs.ensureFresh();
    return this.#keys.find(key);
  }

  /** What of these runs' series is only in the tail; unknown runs are left out. */
  #tailsOf(runIds: readonly string[], keyId: number): { readonly runId: string; readonly tail: TailSlice }[] {
    return runIds.flatMap((runId) => {
      const run = this.#runKeys.find(runId);
      if (run === undefined) return [];
      const open = this.#runs.find(run.id);
      const points = open === undefined || open.tail.n === 0 ? noPoints : open.tail.pointsOf(keyId);
      return [
        {
          runId,
          tail: { run: run.id, seals: open?.seals ?? 0, points: points.values.length === 0 ? null : points },
        },
      ];
    });
  }

  #tick(): void {
    this.flush().catch((reason: unknown) => reportFailure('Writing metric summaries is put off', reason));
    this.#ticks++;
    if (this.#ticks % ticksPerSecond !== 0) return;
    this.#runs.tick = this.#ticks / ticksPerSecond;
    this.#runs.letGoOfIdle();
    this.#sealer.noteTime(this.#runs.tick);
  }
}

function latestInMemory(run: OpenRun): MetricPoint[] {
  const points: MetricPoint[] = [];
  if (run.series === null) return points;
  for (const [key, slot] of run.series.keys()) {
    const { last, lastTimestamp, lastStep } = run.series.figuresOf(slot);
    points.push({ key, value: last, timestamp: lastTimestamp, step: lastStep });
  }
  sortByKey(points);
  return points;
}
