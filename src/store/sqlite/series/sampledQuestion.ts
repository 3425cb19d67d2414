// Exact points of one key over several runs at evenly chosen steps, as the interval question of MLflow's charts wants them.
// Read-only; runs on any thread.
import type { DatabaseSync } from 'node:sqlite';
import { compareInt64, type Int64 } from '../../../model/int64.ts';
import {
  concatPoints,
  type PointColumns,
  pointsAt,
  sortedSet,
  stepAt,
  stepsOf,
  timestampAt,
} from './pointColumns.ts';
import { SeriesReader, type StepRange } from './readSeries.ts';
import type { RunPoint } from '../../seriesStore.ts';
import { chooseSteps, firstNotBelow, joinSteps } from './stepSet.ts';
import { inSnapshot, openPoints, type TailSlice } from './tailSlice.ts';

export interface SampledQuestion {
  readonly key: string;
  readonly keyId: number;
  readonly runs: readonly { readonly runId: string; readonly tail: TailSlice }[];
  readonly range: { readonly fromStep: Int64 | null; readonly toStep: Int64 | null };
  readonly maxSteps: number;
}

const everything: StepRange = { from: null, to: null };

export function sampledSeries(db: DatabaseSync, question: SampledQuestion): readonly RunPoint[] {
  const { key, keyId, runs, maxSteps } = question;
  const range: StepRange = { from: question.range.fromStep, to: question.range.toStep };
  const reader = new SeriesReader(db);
  return inSnapshot(db, () => {
    const loose = runs.map(({ tail }) => {
      const open = openPoints(db, tail);
      return [...reader.shared(tail.run, keyId), ...(open === null ? [] : [open])];
    });
    const ends = new Set<Int64>();
    let union: Int64[] = [];
    runs.forEach(({ tail }, i) => {
      const lists = [...reader.steps(tail.run, keyId, everything), ...(loose[i] ?? []).map(looseSteps)];
      for (const steps of lists) union = joinSteps(union, steps);
      for (const end of endsOf(lists)) if (isWithin(end, range)) ends.add(end);
    });
    const chosen = chooseSteps(
      union.filter((step) => isWithin(step, range)),
      maxSteps,
    );
    for (const end of ends) chosen.add(end);
    const steps = [...chosen].sort(compareInt64);
    return runs.flatMap(({ runId, tail }, i) => {
      const parts: PointColumns[] = (loose[i] ?? []).map((points) =>
        pointsAtSteps(sortedSet(points, 'step'), steps),
      );
      for (const block of reader.blocks(tail.run, keyId, range)) parts.push(pointsAtSteps(block, steps));
      return runPoints(runId, key, sortedSet(concatPoints(parts), 'step'));
    });
  });
}

function looseSteps(points: PointColumns): ArrayLike<Int64> {
  return stepsOf(sortedSet(points, 'step'));
}

/** The first and the last step of some ascending lists together. */
function endsOf(lists: readonly ArrayLike<Int64>[]): Int64[] {
  let first: Int64 | undefined;
  let last: Int64 | undefined;
  for (const list of lists) {
    const low = list[0];
    const high = list[list.length - 1];
    if (low === undefined || high === undefined) continue;
    if (first === undefined || low < first) first = low;
    if (last === undefined || high > last) last = high;
  }
  return first === undefined || last === undefined ? [] : [first, last];
}

/** Those of some points in step order whose step is among the chosen, which ascend. */
function pointsAtSteps(points: PointColumns, chosen: readonly Int64[]): PointColumns {
  const steps = stepsOf(points);
  const places: number[] = [];
  const first = steps[0];
  const last = steps[steps.length - 1];
  if (first === undefined || last === undefined) return points;
  for (let c = firstNotBelow(chosen, first); c < chosen.length; c++) {
    const step = chosen[c] ?? 0;
    if (step > last) break;
    for (let i = firstNotBelow(steps, step); i < steps.length && steps[i] === step; i++) places.push(i);
  }
  return pointsAt(points, Uint32Array.from(places));
}

function runPoints(runId: string, key: string, points: PointColumns): RunPoint[] {
  return Array.from(points.values, (value, i) => ({
    runId,
    key,
    value,
    timestamp: timestampAt(points, i),
    step: stepAt(points, i),
  }));
}

function isWithin(step: Int64, { from, to }: StepRange): boolean {
  return (from === null || step >= from) && (to === null || step <= to);
}
