import fc from 'fast-check';
import { expect, test } from 'vitest';
import { int64 } from '../../../model/int64.ts';
import { wireDouble, wireInteger } from './wireNumbers.ts';
import { writePoints } from './writePoints.ts';

const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(int64),
  fc.nat({ max: 1e6 }),
);
const list = fc
  .tuple(
    fc.string(),
    fc.option(fc.string()),
    fc.array(fc.tuple(fc.double(), integer, integer), { maxLength: 20 }),
  )
  .map(([key, runId, rows]) => ({
    key,
    ...(runId === null ? {} : { runId }),
    points: {
      values: rows.map(([value]) => value),
      timestamps: rows.map(([, timestamp]) => timestamp),
      steps: rows.map(([, , step]) => step),
    },
  }));

test('the bytes are those of the same list built of objects', () => {
  fc.assert(
    fc.property(fc.array(list, { maxLength: 3 }), (lists) => {
      const metrics = lists.flatMap(({ key, runId, points }) =>
        points.values.map((value, i) => ({
          key,
          value: wireDouble(value),
          timestamp: wireInteger(points.timestamps[i] ?? 0),
          step: wireInteger(points.steps[i] ?? 0),
          run_id: runId,
        })),
      );
      expect(writePoints(lists, ',"next":1').toString()).toBe(JSON.stringify({ metrics, next: 1 }));
    }),
  );
});
