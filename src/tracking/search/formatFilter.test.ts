// A filter survives being written down: whatever tree the parser can make, its text reads back to the same tree.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Comparison, FieldRef, Filter } from '../../model/filter.ts';
import { formatFilter, formatOrderTerm } from './formatFilter.ts';
import { parseFilter } from './parseFilter.ts';
import { parseOrderBy } from './parseOrderBy.ts';
import { runSearch } from './vocabularies.ts';

// Without this, records sometimes have no prototype, which toStrictEqual tells apart.
const plain = { noNullPrototype: true } as const;
const key = fc.oneof(
  fc.constantFrom(
    'loss',
    'val loss',
    'a.b',
    'and',
    'layers[0].size',
    '損失',
    'a`b',
    'a"b',
    "a'b",
    '',
    '.',
    '5',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const text = fc.oneof(
  fc.constantFrom('', "it's", "''", '\\', "\\'", 'a\nb', '%_'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const double = fc.double({ noNaN: true }).map((value) => value + 0);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => {
  const exact = Number(value);
  return Number.isSafeInteger(exact) ? exact : value;
});

const compare = (field: FieldRef, op: Comparison['op'], value: Comparison['value']): Filter => ({
  kind: 'compare',
  field,
  op,
  value,
});
const textField: fc.Arbitrary<FieldRef> = fc.oneof(
  fc.record({ entity: fc.constantFrom('param', 'tag'), key }, plain),
  fc.record(
    { entity: fc.constant('attribute'), key: fc.constantFrom('run_id', 'run_name', 'status') },
    plain,
  ),
  fc.record({ entity: fc.constant('dataset'), key: fc.constantFrom('name', 'digest', 'context') }, plain),
);
const metricField: fc.Arbitrary<FieldRef> = fc.record({ entity: fc.constant('metric'), key }, plain);
const timeField: fc.Arbitrary<FieldRef> = fc.record(
  {
    entity: fc.constant('attribute'),
    key: fc.constantFrom('start_time', 'end_time'),
  },
  plain,
);
const numberOp = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');

const comparison = fc.oneof(
  fc.tuple(textField, fc.constantFrom('=', '!=', 'like', 'ilike'), text).map((row) => compare(...row)),
  fc
    .tuple(textField, fc.constantFrom('in', 'not in'), fc.array(text, { minLength: 1, maxLength: 3 }))
    .map((row) => compare(...row)),
  fc.tuple(metricField, numberOp, double).map((row) => compare(...row)),
  fc.tuple(timeField, numberOp, fc.oneof(int64, double)).map((row) => compare(...row)),
  fc
    .tuple(fc.oneof(textField, metricField, timeField), fc.constantFrom('is null', 'is not null'))
    .map(([field, op]) => compare(field, op, null)),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.record(
      {
        kind: fc.constantFrom('and', 'or'),
        terms: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
      },
      plain,
    ),
    fc.record({ kind: fc.constant('not'), term: tie('filter') }, plain),
  ),
}));

test('the text of a filter reads back to the same filter', () => {
  fc.assert(
    fc.property(filter, (tree) => {
      expect(parseFilter(formatFilter(tree), runSearch)).toStrictEqual(tree);
    }),
    { numRuns: 1000 },
  );
});

test('the text of an order reads back to the same order', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          field: fc.record({ entity: fc.constantFrom('metric', 'param', 'tag'), key }, plain),
          descending: fc.boolean(),
        },
        plain,
      ),
      (term) => {
        expect(parseOrderBy([formatOrderTerm(term)], runSearch)).toStrictEqual([term]);
      },
    ),
  );
});

test('only what needs quotes or parentheses gets them', () => {
  const filter = parseFilter(
    "(metrics.`loss` < 0.1 AND params.`a b` = \"it's\") OR NOT (status IN ('FAILED') AND end_time IS NULL)",
    runSearch,
  );
  expect(filter === null ? '' : formatFilter(filter)).toBe(
    "(metrics.loss < 0.1 AND params.`a b` = 'it''s') OR NOT (attributes.status IN ('FAILED') AND attributes.end_time IS NULL)",
  );
});
