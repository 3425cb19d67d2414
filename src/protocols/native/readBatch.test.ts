// The hand-written reader of batches says exactly what the schema says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import { parsePart } from './parsePart.ts';
import { readBatch } from './readBatch.ts';
import { batch as schema } from './schemas/runs.ts';

/** Values that are right, nearly right and wrong, in the places where they matter. */
const odd = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    '',
    'x',
    'NaN',
    '-Infinity',
    '9007199254740993',
    '-5',
    '9223372036854775808',
    '1e3',
  ),
  fc.constantFrom(0, -0, 1, -1, 0.5, 2 ** 53, 2 ** 53 - 1, -(2 ** 53)),
  fc.string({ maxLength: 3 }),
  fc.constantFrom('k'.repeat(250), 'k'.repeat(251), 'v'.repeat(6001), 'v'.repeat(8001)),
  fc.constantFrom([], {}, [[]]),
);
const mostly = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: odd });
const key = mostly(fc.constantFrom('loss', 'val/loss', 'ü'));
const time = fc.constantFrom(0, 5, 1767225600000, '9007199254740993', '12');

const point = fc.record(
  {
    key,
    value: mostly(fc.oneof(fc.double(), fc.constantFrom('NaN', 'Infinity', '-Infinity'))),
    timestamp: mostly(time),
    step: mostly(fc.constantFrom(0, -3, 7, '-9223372036854775808', '-4')),
  },
  { requiredKeys: ['key', 'value', 'timestamp'] },
);
const text = fc.record({ key, value: mostly(fc.string()) });
const withSlip = (item: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 40, arbitrary: item },
    { weight: 1, arbitrary: odd },
    {
      weight: 1,
      arbitrary: fc
        .tuple(item, fc.constantFrom('kye', 'stepp', '__proto__'))
        .map(([o, k]) => ({ ...o, [k]: 1 })),
    },
    { weight: 1, arbitrary: item.map((o) => Object.fromEntries(Object.entries(o).slice(1))) },
  );
const body = fc.record(
  {
    points: mostly(fc.array(withSlip(point), { maxLength: 4 })),
    params: mostly(fc.array(withSlip(text), { maxLength: 3 })),
    tags: mostly(fc.array(withSlip(text), { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
/** What arrives was JSON: no NaN, no undefined. */
const received = fc
  .oneof({ weight: 20, arbitrary: withSlip(body) }, { weight: 1, arbitrary: odd })
  .map((value) => {
    const json: string | undefined = JSON.stringify(value);
    return json === undefined ? null : (JSON.parse(json) as unknown);
  });

function outcome(read: () => unknown): unknown {
  try {
    return { read: read() };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { refused: error.message, details: error.details };
  }
}

test('by hand and by schema the same bodies are read, to the same values, and the same are refused', () => {
  let accepted = 0;
  fc.assert(
    fc.property(received, (value) => {
      const byHand = outcome(() => readBatch(value));
      expect(byHand).toEqual(outcome(() => parsePart(schema, value, 'body')));
      if (typeof byHand === 'object' && byHand !== null && 'read' in byHand) accepted += 1;
    }),
    { numRuns: 3000, seed: 20260101 },
  );
  // Otherwise the property would say little about what is accepted.
  expect(accepted).toBeGreaterThan(500);
});

test('what is plainly right never reaches the schema', () => {
  const points = Array.from({ length: 1000 }, (_, step) => ({
    key: 'loss',
    value: step,
    step,
    timestamp: step,
  }));
  const read = readBatch({ points });
  expect(read.points).toHaveLength(1000);
  expect(() => readBatch({ points: [...points, points[0]] })).toThrow('at most 1000 items');
});
