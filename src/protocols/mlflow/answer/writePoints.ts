// Writes points of a series as the JSON of a `metrics` list, from columns, without building an object a point.
import type { Int64 } from '../../../model/int64.ts';

/** All columns have the same length. */
export interface PointColumns {
  readonly steps: ArrayLike<Int64>;
  readonly timestamps: ArrayLike<Int64>;
  readonly values: ArrayLike<number>;
}

/** The points of one series, comma-separated, without brackets. `runId` is added to each when given. */
export function writePoints(
  key: string,
  { steps, timestamps, values }: PointColumns,
  runId?: string,
): string {
  const head = `{"key":${JSON.stringify(key)},"value":`;
  const tail = runId === undefined ? '}' : `,"run_id":${JSON.stringify(runId)}}`;
  let text = '';
  for (let i = 0; i < values.length; i += 1) {
    // Template literals write a bigint with every digit, as the wire wants it.
    text += `${i === 0 ? '' : ','}${head}${doubleText(values[i] ?? 0)},"timestamp":${timestamps[i] ?? 0},"step":${steps[i] ?? 0}${tail}`;
  }
  return text;
}

function doubleText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  return `"${value}"`;
}
