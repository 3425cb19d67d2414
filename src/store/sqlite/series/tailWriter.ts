// Appends the points of one request to the tail: one row in the database, the columns and summaries in memory. The hot path.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { MetricPoint } from '../../../model/run.ts';
import type { KeyDictionary } from './keyDictionary.ts';
import type { OpenRun, OpenRuns } from './openRuns.ts';
import type { RunSummaries } from './runSummaries.ts';
import { TailRowPacker } from './tailRow.ts';

export class TailWriter {
  readonly #runs: OpenRuns;
  readonly #keys: KeyDictionary;
  readonly #insert: StatementSync;
  readonly #packer = new TailRowPacker();

  constructor(db: DatabaseSync, runs: OpenRuns, keys: KeyDictionary) {
    this.#runs = runs;
    this.#keys = keys;
    this.#insert = db.prepare('INSERT INTO metric_tail (id, run, n, data) VALUES (?, ?, ?, ?)');
  }

  /** Only inside a write transaction; what it leaves in memory is right only if that commits. */
  append(run: OpenRun, points: readonly MetricPoint[]): void {
    const tail = run.tail;
    const base = tail.n;
    tail.reserve(points.length);
    this.#packer.start(points.length);
    if (tail.wideSteps !== null || !this.#appendSafe(run, points)) this.#appendWide(run, points, base);
    this.#write(run, points.length);
  }

  /** Rewrites all open points of a run as one new row, so that its older rows can go. */
  rewrite(run: OpenRun): void {
    const { tail } = run;
    this.#packer.start(tail.n);
    for (let i = 0; i < tail.n; i++) {
      this.#packer.set(
        i,
        tail.keys[i] ?? 0,
        tail.steps[i] ?? 0,
        tail.timestamps[i] ?? 0,
        tail.values[i] ?? 0,
      );
    }
    this.#packWide(run, 0);
    const tailId = this.#runs.nextTailId++;
    this.#insert.run(tailId, run.id, tail.n, this.#packer.finish());
    this.#runs.noteRewritten(run, tailId);
  }

  #write(run: OpenRun, n: number): void {
    const tailId = this.#runs.nextTailId++;
    this.#insert.run(tailId, run.id, n, this.#packer.finish());
    this.#runs.noteRow(run, tailId, n);
  }

  /** @returns false, with nothing done, when an integer is beyond what float64 holds */
  #appendSafe(run: OpenRun, points: readonly MetricPoint[]): boolean {
    for (const point of points) {
      if (typeof point.step !== 'number' || typeof point.timestamp !== 'number') return false;
    }
    const series = this.#runs.seriesOf(run);
    const { keys, steps, timestamps, values } = run.tail;
    const packer = this.#packer;
    let at = run.tail.n;
    let key = '';
    let slot = -1;
    let keyId = 0;
    for (let i = 0; i < points.length; i++) {
      const point = points[i];
      if (point === undefined || typeof point.step !== 'number' || typeof point.timestamp !== 'number')
        continue;
      if (slot < 0 || point.key !== key) {
        key = point.key;
        slot = this.#slotOf(series, key);
        keyId = series.keyIdOf(slot);
      }
      const { step, timestamp, value } = point;
      keys[at] = keyId;
      steps[at] = step;
      timestamps[at] = timestamp;
      values[at] = value;
      packer.set(i, keyId, step, timestamp, value);
      series.add(slot, step, timestamp, value);
      at++;
    }
    run.tail.n = at;
    return true;
  }

  #appendWide(run: OpenRun, points: readonly MetricPoint[], base: number): void {
    const series = this.#runs.seriesOf(run);
    run.tail.widen();
    points.forEach((point, i) => {
      const slot = this.#slotOf(series, point.key);
      const keyId = series.keyIdOf(slot);
      run.tail.pushWide(keyId, point.step, point.timestamp, point.value);
      this.#packer.set(i, keyId, Number(point.step), Number(point.timestamp), point.value);
      series.add(slot, point.step, point.timestamp, point.value);
    });
    this.#packWide(run, base);
  }

  #packWide(run: OpenRun, base: number): void {
    const { wideSteps, wideTimestamps, n } = run.tail;
    if (wideSteps === null || wideTimestamps === null) return;
    this.#packer.setWide(wideSteps.subarray(base, n), wideTimestamps.subarray(base, n));
  }

  #slotOf(series: RunSummaries, key: string): number {
    return series.slotOf(key) ?? series.open(key, this.#keys.idOf(key));
  }
}
