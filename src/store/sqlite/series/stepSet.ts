// Ascending lists of distinct steps: how they are joined and chosen from. Not where the steps are read.
import { compareInt64, type Int64 } from '../../../model/int64.ts';

/**
 * @param steps  ascending, not distinct
 * @returns the union; `known` itself, perhaps longer, where nothing must move
 */
export function joinSteps(known: Int64[], steps: ArrayLike<Int64>): Int64[] {
  const first = steps[0];
  const last = known[known.length - 1];
  if (first === undefined) return known;
  if (last !== undefined && first <= last)
    return isWithinList(known, steps) ? known : mergeSteps(known, steps);
  let before = last;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    if (step === undefined || step === before) continue;
    known.push(step);
    before = step;
  }
  return known;
}

/** Every k-th of the steps, k being what keeps them to the maximum, and the last one; all of them when they are few. */
export function chooseSteps(steps: readonly Int64[], maxSteps: number): Set<Int64> {
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

/** The place of the first step that is not below another. */
export function firstNotBelow(steps: ArrayLike<Int64>, other: Int64): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? 0) < other) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Runs that log in step share all their steps: looking is then much cheaper than merging. */
function isWithinList(known: readonly Int64[], steps: ArrayLike<Int64>): boolean {
  let at = firstNotBelow(known, steps[0] ?? 0);
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    if (step !== known[at] && step !== known[++at]) return false;
  }
  return true;
}

function mergeSteps(a: readonly Int64[], b: ArrayLike<Int64>): Int64[] {
  const union: Int64[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const x = a[i];
    const y = b[j];
    if (x === undefined && y === undefined) return union;
    const order = x === undefined ? 1 : y === undefined ? -1 : compareInt64(x, y);
    const step = order <= 0 ? x : y;
    if (step !== undefined && step !== union[union.length - 1]) union.push(step);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
}
