// Looks whether metric series hold together: every row of points can be read, and the summary says what the points say.
import type { DatabaseSync } from 'node:sqlite';
import { type Int64, int64 } from '../../../model/int64.ts';
import type { IntegrityDepth } from '../../store.ts';
import { exactInteger, integer, number, type Row } from '../columns.ts';
import { dataOf, pointsOfRow } from '../series/blockTable.ts';
import { decodeMixed } from '../series/mixedCodec.ts';
import { type PointColumns, stepAt, timestampAt } from '../series/pointColumns.ts';
import { isLater } from '../series/pointOrder.ts';
import { figuresOfRow, summaryColumns } from '../series/summaryTable.ts';
import { readTailRow, type TailRow } from '../series/tailRow.ts';
import { inSnapshot } from '../series/tailSlice.ts';

/** What the points of one series amount to, counted afresh. */
interface Figures {
  last: number;
  lastStep: Int64;
  lastTimestamp: Int64;
  min: number;
  max: number;
}

/** Enough to see what happened. */
const mostProblems = 100;

/** Answers from one moment. With `records` it stops at what needs no decoding of points. */
export function checkSeries(db: DatabaseSync, depth: IntegrityDepth): readonly string[] {
  return inSnapshot(db, () => {
    const problems = checkShape(db);
    if (depth === 'contents') checkPoints(db, problems);
    return problems.length <= mostProblems
      ? problems
      : [...problems.slice(0, mostProblems), 'series: more problems are not listed'];
  });
}

function checkShape(db: DatabaseSync): string[] {
  const problems: string[] = [];
  const ask = (what: string, sql: string): void => {
    const row = db.prepare(`SELECT count(*) AS n FROM (${sql})`).get();
    const count = row === undefined ? 0 : number(row, 'n');
    if (count > 0) problems.push(`series: ${count} ${what}`);
  };
  ask(
    'blocks belong to a run without series',
    'SELECT 1 FROM metric_block b WHERE NOT EXISTS (SELECT 1 FROM metric_run r WHERE r.run = b.run)',
  );
  ask(
    'series have points but no summary',
    `SELECT DISTINCT run, key FROM metric_block b WHERE key <> 0
     AND NOT EXISTS (SELECT 1 FROM metric_summary s WHERE s.run = b.run AND s.key = b.key)`,
  );
  ask('blocks end before they begin', 'SELECT 1 FROM metric_block WHERE step1 < step0 OR n < 1');
  ask(
    'runs have sealed or summarized rows that were never written',
    `SELECT 1 FROM metric_run WHERE max(sealed_to, summarized_to) > (SELECT coalesce(max(id), 0) FROM metric_tail)`,
  );
  ask(
    'runs have more points in blocks than were ever logged',
    `SELECT 1 FROM metric_run r WHERE points < (SELECT coalesce(sum(n), 0) FROM metric_block b WHERE b.run = r.run)`,
  );
  return problems;
}

function checkPoints(db: DatabaseSync, problems: string[]): void {
  const tail = tailByRun(db, problems);
  const blocks = db.prepare(
    `SELECT key, ${exactInteger('step0', 'step0')}, ${exactInteger('step1', 'step1')}, n, data FROM metric_block
     WHERE run = ? ORDER BY metric_block.key, metric_block.step0, seq`,
  );
  const summaries = db.prepare(`SELECT ${summaryColumns} FROM metric_summary WHERE run = ?`);
  const runs = db.prepare('SELECT run, sealed_to, summarized_to FROM metric_run ORDER BY run').all();
  for (const row of runs) {
    if (problems.length > mostProblems) return;
    const run = number(row, 'run');
    const figures = new Map<number, Figures>();
    for (const block of blocks.iterate(run)) checkBlock(run, block, figures, problems);
    const rows = tail.get(run) ?? [];
    for (const { id, points } of rows) if (id > number(row, 'sealed_to')) addTailRow(figures, points);
    // The summary is written a moment after the points; until then it says less, rightly.
    const isBehind = rows.some(({ id }) => id > number(row, 'summarized_to'));
    if (!isBehind) checkSummaries(run, summaries.all(run), figures, problems);
  }
}

function checkBlock(run: number, row: Row, figures: Map<number, Figures>, problems: string[]): void {
  const key = number(row, 'key');
  const where = `series: a block of run row ${run}, key ${key}`;
  try {
    if (key === 0) {
      const series = decodeMixed(dataOf(row), number(row, 'n'));
      if (series[0]?.keyId !== row['step0'] || series.at(-1)?.keyId !== row['step1']) {
        problems.push(`${where} holds other series than its row says`);
      }
      for (const { keyId, points } of series) addPoints(figures, keyId, points);
      return;
    }
    const points = pointsOfRow(row);
    const last = points.values.length - 1;
    if (stepAt(points, 0) !== integer(row, 'step0') || stepAt(points, last) !== integer(row, 'step1')) {
      problems.push(`${where} holds other steps than its row says`);
    }
    addPoints(figures, key, points);
  } catch (cause) {
    problems.push(`${where} cannot be read: ${String(cause)}`);
  }
}

function checkSummaries(
  run: number,
  rows: readonly Row[],
  figures: ReadonlyMap<number, Figures>,
  problems: string[],
): void {
  const summarized = new Map(rows.map((row) => [number(row, 'key'), figuresOfRow(row)]));
  for (const [key, counted] of figures) {
    const summary = summarized.get(key);
    const isRight =
      summary !== undefined &&
      summary.lastStep === counted.lastStep &&
      summary.lastTimestamp === counted.lastTimestamp &&
      isSame(summary.last, counted.last) &&
      isSame(summary.min, counted.min) &&
      isSame(summary.max, counted.max);
    if (!isRight)
      problems.push(`series: the summary of run row ${run}, key ${key} is not what its points say`);
  }
  for (const key of summarized.keys()) {
    if (!figures.has(key))
      problems.push(`series: run row ${run}, key ${key} is summarized but has no points`);
  }
}

function tailByRun(
  db: DatabaseSync,
  problems: string[],
): Map<number, { readonly id: number; readonly points: TailRow }[]> {
  const byRun = new Map<number, { readonly id: number; readonly points: TailRow }[]>();
  for (const row of db.prepare('SELECT id, run, n, data FROM metric_tail ORDER BY id').iterate()) {
    const id = number(row, 'id');
    try {
      // A copy: the bytes of a row are the statement's own until its next.
      const points = readTailRow(dataOf(row).slice());
      if (points.n !== number(row, 'n'))
        problems.push(`series: tail row ${id} holds ${points.n} points instead of ${number(row, 'n')}`);
      const run = number(row, 'run');
      const rows = byRun.get(run);
      if (rows === undefined) byRun.set(run, [{ id, points }]);
      else rows.push({ id, points });
    } catch (cause) {
      problems.push(`series: tail row ${id} cannot be read: ${String(cause)}`);
    }
  }
  return byRun;
}

function addTailRow(figures: Map<number, Figures>, row: TailRow): void {
  for (let i = 0; i < row.n; i += 1) {
    const step = row.wideSteps?.[i] ?? row.steps?.[i] ?? 0;
    const timestamp = row.wideTimestamps?.[i] ?? row.timestamps?.[i] ?? 0;
    add(figures, row.keys[i] ?? 0, int64(step), int64(timestamp), row.values[i] ?? 0);
  }
}

function addPoints(figures: Map<number, Figures>, key: number, points: PointColumns): void {
  for (let i = 0; i < points.values.length; i += 1) {
    add(figures, key, stepAt(points, i), timestampAt(points, i), points.values[i] ?? 0);
  }
}

function add(figures: Map<number, Figures>, key: number, step: Int64, timestamp: Int64, value: number): void {
  const known = figures.get(key);
  if (known === undefined) {
    const isNumber = !Number.isNaN(value);
    figures.set(key, {
      last: value,
      lastStep: step,
      lastTimestamp: timestamp,
      min: isNumber ? value : Infinity,
      max: isNumber ? value : -Infinity,
    });
    return;
  }
  if (value < known.min) known.min = value;
  if (value > known.max) known.max = value;
  if (!isLater(step, timestamp, value, known.lastStep, known.lastTimestamp, known.last)) return;
  known.last = value;
  known.lastStep = step;
  known.lastTimestamp = timestamp;
}

/** Zero of either sign is the same here: SQLite stores both as it likes. */
function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
