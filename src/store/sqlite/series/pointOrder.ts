// The total order of metric values and points, so that every reader sorts and drops duplicates alike. Not the sorting.
import { compareInt64, type Int64 } from '../../../model/int64.ts';

/**
 * Orders values with NaN standing where 0 stands. Values that compare equal there are still told apart: −0, 0, NaN.
 *
 * @returns negative, zero (the same value, bit for bit up to the payload of a NaN) or positive
 */
export function compareValues(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b && a !== 0) return 0;
  const x = Number.isNaN(a) ? 0 : a;
  const y = Number.isNaN(b) ? 0 : b;
  return x < y ? -1 : x > y ? 1 : rankAtZero(a) - rankAtZero(b);
}

function rankAtZero(value: number): number {
  return Object.is(value, -0) ? 0 : Number.isNaN(value) ? 2 : 1;
}

/** Whether point a comes after point b by (step, timestamp, value): the later one is the latest of its series. */
export function isLater(
  aStep: Int64,
  aTimestamp: Int64,
  aValue: number,
  bStep: Int64,
  bTimestamp: Int64,
  bValue: number,
): boolean {
  const byStep = compareInt64(aStep, bStep);
  if (byStep !== 0) return byStep > 0;
  const byTimestamp = compareInt64(aTimestamp, bTimestamp);
  if (byTimestamp !== 0) return byTimestamp > 0;
  return compareValues(aValue, bValue) > 0;
}
