// A signed 64-bit integer as JavaScript can hold it exactly: a number while safe, a bigint beyond. Not arithmetic.

/**
 * Steps and timestamps. Invariant: a `bigint` is used only outside ±(2^53 − 1), so equal values compare equal with `===`.
 */
export type Int64 = number | bigint;

/** Brings an integer to the invariant of {@link Int64}. */
export function int64(value: bigint | number): Int64 {
  if (typeof value === 'number') return value;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

/** Orders two integers of either representation: negative, zero or positive. */
export function compareInt64(a: Int64, b: Int64): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
