// The curves of one key over several runs, reduced to buckets that hold every point: from rollups where these are fine enough.
// Read-only; runs on any thread.
import type { DatabaseSync } from 'node:sqlite';
import type { ChartCurve } from '../../seriesStore.ts';
import { integer, number, type Row } from '../columns.ts';
import { dataOf } from './blockTable.ts';
import { ChartBuckets, type Grid, gridOver } from './chartBuckets.ts';
import {
  columnAt,
  concatPoints,
  noPoints,
  placesWhere,
  type PointColumns,
  sortedSet,
} from './pointColumns.ts';
import { SeriesReader, type StepRange } from './readSeries.ts';
import { decodeRollup, rollupWidth } from './rollup.ts';
import { inSnapshot, openPoints, type TailSlice } from './tailSlice.ts';

export interface ChartQuestion {
  readonly keyId: number;
  readonly curves: readonly { readonly runId: string; readonly tail: TailSlice }[];
  readonly fromStep: number | null;
  readonly toStep: number | null;
  readonly buckets: number;
}

/** What is known of a curve before its blocks are read. */
interface Curve {
  readonly runId: string;
  readonly run: number;
  /** Points that are not in blocks of their own. */
  readonly loose: PointColumns;
  /** The blocks that may hold points in range, without their points. */
  readonly blocks: readonly Row[];
  /** At least as many as there are points in range. */
  readonly mostPoints: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

/** @returns the curves in the order asked; runs without points in range are left out */
export function seriesChart(db: DatabaseSync, question: ChartQuestion): readonly ChartCurve[] {
  const reader = new SeriesReader(db);
  const range = { from: question.fromStep, to: question.toStep };
  return inSnapshot(db, () => {
    const curves = question.curves.map(({ runId, tail }) =>
      survey(db, reader, question.keyId, runId, tail, range),
    );
    const drawn = curves.filter((curve) => curve.mostPoints > 0);
    const firstStep = Math.max(range.from ?? -Infinity, least(drawn.map((curve) => curve.firstStep)));
    const lastStep = Math.min(range.to ?? Infinity, -least(drawn.map((curve) => -curve.lastStep)));
    if (!(firstStep <= lastStep)) return [];
    const grid = gridOver(firstStep, lastStep, question.buckets);
    return drawn
      .map((curve) =>
        curve.mostPoints <= question.buckets
          ? exactCurve(reader, question.keyId, curve, range)
          : bucketCurve(reader, question.keyId, curve, range, grid),
      )
      .filter((curve) => curve.count.length > 0);
  });
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}

function survey(
  db: DatabaseSync,
  reader: SeriesReader,
  keyId: number,
  runId: string,
  tail: TailSlice,
  range: StepRange,
): Curve {
  const blocks = reader.rollups(tail.run, keyId, range);
  const open = openPoints(db, tail) ?? noPoints;
  const loose = sortedSet(concatPoints([...reader.shared(tail.run, keyId), open]), 'step');
  const n = loose.values.length;
  const first = n === 0 ? Infinity : (loose.steps[0] ?? 0);
  const last = n === 0 ? -Infinity : (loose.steps[n - 1] ?? 0);
  return {
    runId,
    run: tail.run,
    loose,
    blocks,
    mostPoints: blocks.reduce((sum, row) => sum + number(row, 'n'), n),
    firstStep: blocks.reduce((step, row) => Math.min(step, number(row, 'first')), first),
    lastStep: blocks.reduce((step, row) => Math.max(step, number(row, 'last')), last),
  };
}

/** Each point its own bucket. */
function exactCurve(reader: SeriesReader, keyId: number, curve: Curve, range: StepRange): ChartCurve {
  const all = sortedSet(concatPoints([...reader.blocks(curve.run, keyId, range), curve.loose]), 'step');
  const from = range.from ?? -Infinity;
  const to = range.to ?? Infinity;
  const places = placesWhere(all.steps, (step) => step >= from && step <= to);
  const pick = (column: Float64Array): Float64Array => columnAt(column, places);
  const steps = pick(all.steps);
  const values = pick(all.values);
  return {
    runId: curve.runId,
    exact: true,
    firstStep: steps,
    lastStep: steps.slice(),
    min: values,
    max: values.slice(),
    sum: values.map((value) => (value === value ? value : 0)),
    count: values.map((value) => (value === value ? 1 : 0)),
    nanCount: values.map((value) => (value === value ? 0 : 1)),
    last: values.slice(),
    lastTimestamp: pick(all.timestamps),
  };
}

function bucketCurve(
  reader: SeriesReader,
  keyId: number,
  curve: Curve,
  range: StepRange,
  grid: Grid,
): ChartCurve {
  const from = Number(range.from ?? -Infinity);
  const to = Number(range.to ?? Infinity);
  const buckets = new ChartBuckets(grid);
  const unread: { readonly step0: number | bigint; readonly seq: number }[] = [];
  for (const row of curve.blocks) {
    const isWhole = number(row, 'first') >= from && number(row, 'last') <= to;
    const rollup = row['rollup'] === null ? null : dataOf(row, 'rollup');
    if (isWhole && rollup !== null && rollupWidth(rollup) <= grid.width)
      buckets.addRollup(decodeRollup(rollup));
    else unread.push({ step0: integer(row, 'step0'), seq: number(row, 'seq') });
  }
  for (const { step0, seq } of unread)
    buckets.addPoints(reader.block(curve.run, keyId, step0, seq), from, to);
  buckets.addPoints(curve.loose, from, to);
  return buckets.curve(curve.runId);
}
