// Where a page of a history ended: the last point given, bound to its series. Not the paging.
import { AssayError } from '../../../model/errors.ts';
import { newColumns, type PointColumns, stepAt, timestampAt } from './pointColumns.ts';

/** The point at place i, as an opaque text. */
export function historyCursor(runId: string, key: string, points: PointColumns, i: number): string {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(points.values[i] ?? 0);
  const place = [runId, key, String(timestampAt(points, i)), String(stepAt(points, i)), bits.toString('hex')];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * @returns the point as columns of length one
 * @throws AssayError `request/bad-page-token` when it is not a cursor of this series
 */
export function readHistoryCursor(cursor: string, runId: string, key: string): PointColumns {
  const place = parse(cursor);
  if (place === null || place[0] !== runId || place[1] !== key) throw badToken();
  const [, , timestamp, step, bits] = place;
  if (!isInt64(timestamp) || !isInt64(step) || bits === undefined || !/^[0-9a-f]{16}$/.test(bits))
    throw badToken();
  const point = newColumns(1, true);
  point.timestamps[0] = Number(timestamp);
  point.steps[0] = Number(step);
  point.values[0] = Buffer.from(bits, 'hex').readDoubleBE();
  if (point.wide !== null) {
    point.wide.timestamps[0] = BigInt(timestamp);
    point.wide.steps[0] = BigInt(step);
  }
  return point;
}

function parse(cursor: string): readonly string[] | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(place) && place.length === 5 && place.every((part) => typeof part === 'string')
      ? place
      : null;
  } catch {
    // Not made here: refused like any other cursor that does not fit.
    return null;
  }
}

function isInt64(text: string | undefined): text is string {
  return text !== undefined && /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function badToken(): AssayError {
  return new AssayError(
    'request/bad-page-token',
    'Invalid page token: it was not given by this server for this metric history. Start from the first page.',
  );
}
