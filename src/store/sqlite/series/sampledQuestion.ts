// Exact points of one key over several runs at evenly chosen steps, as the interval question of MLflow's charts wants them.
// Read-only; runs on any thread.
import type { DatabaseSync } from 'node:sqlite';
import { compareInt64, type Int64 } from '../../../model/int64.ts';
import { concatPoints, type PointColumns, sortedSet, stepAt, timestampAt } from './pointColumns.ts';
import { SeriesReader, type StepRange } from './readSeries.ts';
import type { RunPoint } from '../../seriesStore.ts';
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
      const steps = distinctSteps(reader.blocks(tail.run, keyId, everything), loose[i] ?? []);
      for (const end of [steps[0], steps.at(-1)])
        if (end !== undefined && isWithin(end, range)) ends.add(end);
      union = merged(union, steps);
    });
    const chosen = chooseSteps(
      union.filter((step) => isWithin(step, range)),
      maxSteps,
    );
    for (const end of ends) chosen.add(end);
    return runs.flatMap(({ runId, tail }, i) => {
      const parts: PointColumns[] = [];
      for (const part of [...(loose[i] ?? []), ...reader.blocks(tail.run, keyId, range)]) parts.push(part);
      const all = sortedSet(concatPoints(parts), 'step');
      const points: RunPoint[] = [];
      for (let p = 0; p < all.values.length; p++) {
        const step = stepAt(all, p);
        if (chosen.has(step)) {
          points.push({ runId, key, value: all.values[p] ?? 0, timestamp: timestampAt(all, p), step });
        }
      }
      return points;
    });
  });
}

/** Every k-th of the steps, k being what keeps them to the maximum, and the last one; all of them when they are few. */
function chooseSteps(steps: readonly Int64[], maxSteps: number): Set<Int64> {
  if (steps.length <= maxSteps) return new Set(steps);
  const chosen = new Set<Int64>();
  for (let i = 0; i < maxSteps; i++) {
    const step = steps[Math.floor((i * steps.length) / maxSteps)];
    if (step !== undefined) chosen.add(step);
  }
  const last = steps.at(-1);
  if (last !== undefined) chosen.add(last);
  return chosen;
}

function isWithin(step: Int64, { from, to }: StepRange): boolean {
  return (from === null || step >= from) && (to === null || step <= to);
}

function distinctSteps(blocks: Iterable<PointColumns>, loose: readonly PointColumns[]): Int64[] {
  let union: Int64[] = [];
  for (const part of blocks) union = appended(union, stepsOf(part));
  for (const part of loose) union = merged(union, stepsOf(sortedSet(part, 'step')));
  return union;
}

/** The distinct steps of points in step order. */
function stepsOf(points: PointColumns): Int64[] {
  const steps: Int64[] = [];
  for (let i = 0; i < points.values.length; i++) {
    const step = stepAt(points, i);
    if (i === 0 || step !== steps[steps.length - 1]) steps.push(step);
  }
  return steps;
}

/** Adds steps that nearly always come after those known. */
function appended(known: Int64[], steps: readonly Int64[]): Int64[] {
  const last = known.at(-1);
  const first = steps[0];
  if (first === undefined) return known;
  if (last !== undefined && first <= last) return merged(known, steps);
  for (const step of steps) known.push(step);
  return known;
}

/** The union of two ascending lists of distinct steps. */
function merged(a: Int64[], b: readonly Int64[]): Int64[] {
  if (a.length === 0) return [...b];
  const union: Int64[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const x = a[i];
    const y = b[j];
    if (x === undefined && y === undefined) return union;
    const order = x === undefined ? 1 : y === undefined ? -1 : compareInt64(x, y);
    const step = order <= 0 ? x : y;
    if (step !== undefined) union.push(step);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
}
