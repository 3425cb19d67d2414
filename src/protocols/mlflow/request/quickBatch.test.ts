import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchShape, pointOf } from './batchShape.ts';
import { messageReader } from './message.ts';
import { quickBatch } from './quickBatch.ts';

const readByShape = messageReader(batchShape);

/** What both readers make of a body, in one form; undefined when it is refused. */
function byShape(body: Record<string, unknown>): unknown {
  try {
    const { run_id, metrics, params, tags } = readByShape(body, '');
    return { runId: run_id, points: metrics.map(pointOf), params, tags };
  } catch {
    return undefined;
  }
}

function quickly(body: unknown): unknown {
  const quick = quickBatch(body);
  if (quick === undefined) return undefined;
  const pair = ({ key, value }: { key: string; value: string }): object => ({ key, value });
  return {
    runId: quick.runId,
    points: quick.points.map(({ key, value, timestamp, step }) => ({ key, value, timestamp, step })),
    params: quick.params.map(pair),
    tags: quick.tags.map(pair),
  };
}

const key = fc.string({ minLength: 1 });
const safe = fc.maxSafeInteger();
const plainPoint = fc.record({
  key,
  value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  timestamp: safe,
  step: safe,
});
const plainPair = fc.record({ key, value: fc.string() });
const plainBatch = fc.record(
  { run_id: key, metrics: fc.array(plainPoint), params: fc.array(plainPair), tags: fc.array(plainPair) },
  { requiredKeys: ['run_id'] },
);

/** Any value where another is expected, most of them of the kinds that requests get wrong. */
const odd = fc.oneof(
  fc.constantFrom(null, '', 'NaN', 'Infinity', '12', 'foo', true, 1.5, 2 ** 53, -1, 1e308, '\ud800', [], {}),
  fc.jsonValue({ maxDepth: 2 }),
);
const pointFields = [
  'key',
  'value',
  'timestamp',
  'step',
  'model_id',
  'modelId',
  'dataset_name',
  'datasetName',
  'other',
];
const oddPoint = fc.oneof(
  odd,
  fc
    .tuple(plainPoint, fc.constantFrom(...pointFields), odd)
    .map(([point, field, value]) => ({ ...point, [field]: value })),
);
const oddPair = fc.oneof(
  odd,
  fc
    .tuple(plainPair, fc.constantFrom('key', 'value', 'other'), odd)
    .map(([pair, field, value]) => ({ ...pair, [field]: value })),
);
const oddBatch = fc.record(
  {
    run_id: fc.oneof(key, odd),
    runId: odd,
    run_uuid: odd,
    metrics: fc.oneof(fc.array(fc.oneof(plainPoint, oddPoint), { maxLength: 4 }), odd),
    params: fc.oneof(fc.array(fc.oneof(plainPair, oddPair), { maxLength: 4 }), odd),
    tags: fc.oneof(fc.array(fc.oneof(plainPair, oddPair), { maxLength: 4 }), odd),
  },
  { requiredKeys: [] },
);

test('a batch as clients write it is read in place, and as the shape reads it', () => {
  fc.assert(
    fc.property(plainBatch, (body) => {
      const quick = quickly(body);
      expect(quick).toBeDefined();
      expect(quick).toEqual(byShape(body));
    }),
  );
});

test('whatever is read in place, the shape reads the same', () => {
  fc.assert(
    fc.property(oddBatch, (body) => {
      const quick = quickly(body);
      if (quick !== undefined) expect(quick).toEqual(byShape(body));
    }),
    { numRuns: 2000 },
  );
});
