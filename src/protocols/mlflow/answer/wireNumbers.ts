// How numbers stand in answers: integers with every digit, NaN and the infinities as texts. Not a JSON writer.
import type { Int64 } from '../../../model/int64.ts';

/** A 64-bit integer as a JSON number, exact beyond 2^53. */
export function wireInteger(value: Int64): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(value.toString()) : value;
}

/** A double: finite as a JSON number, else the texts "NaN", "Infinity", "-Infinity". */
export function wireDouble(value: number): unknown {
  if (Number.isFinite(value)) return Object.is(value, -0) ? JSON.rawJSON('-0.0') : value;
  return String(value);
}
