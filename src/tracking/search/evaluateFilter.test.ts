// What a filter means on one record, down to absent values, NaN and wildcards.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesFilter } from './evaluateFilter.ts';
import type { FieldValue } from './evaluateFilter.ts';
import { likeMatches } from './likeMatches.ts';
import { parseFilter } from './parseFilter.ts';
import { runSearch } from './vocabularies.ts';

const record: Readonly<Record<string, FieldValue>> = {
  'metric.acc': 0.9,
  'metric.diverged': NaN,
  'metric.unbounded': Infinity,
  'param.model': 'ResNet',
  'param.empty': '',
  'attribute.start_time': 9007199254740993n,
  'attribute.end_time': null,
  'attribute.status': 'RUNNING',
  'dataset.name': ['train', 'test'],
};

function matches(text: string): boolean {
  const filter = parseFilter(text, runSearch);
  return filter === null || matchesFilter(filter, ({ entity, key }) => record[`${entity}.${key}`]);
}

describe('a record matches', () => {
  test.each([
    'metrics.acc > 0.5 AND metrics.acc <= 0.9',
    'metrics.acc < 0.5 OR metrics.acc >= 0.9',
    "params.model LIKE 'Res%'",
    "params.model ILIKE 'rES_eT'",
    "params.model IN ('VGG', 'ResNet')",
    "params.model NOT IN ('VGG')",
    "params.empty = ''",
    'params.empty IS NOT NULL',
    "NOT params.model = 'VGG'",
    'metrics.unbounded > 1e308',
  ])('%s', (text) => {
    expect(matches(text)).toBe(true);
  });
});

describe('a record does not match', () => {
  test.each([
    'metrics.acc > 0.9',
    "params.model LIKE 'res%'",
    "params.model = 'resnet'",
    "params.model LIKE 'esN'",
    "params.model IN ('resnet')",
    'params.empty IS NULL',
  ])('%s', (text) => {
    expect(matches(text)).toBe(false);
  });
});

describe('an absent value', () => {
  test.each([
    'metrics.none != 1',
    'metrics.none < 1',
    "params.none != 'x'",
    "params.none NOT IN ('x')",
    "params.none LIKE '%'",
    'end_time != 5',
  ])('satisfies no comparison: %s', (text) => {
    expect(matches(text)).toBe(false);
    expect(matches(`NOT ${text}`)).toBe(true);
  });

  test('IS NULL is the only comparison it satisfies', () => {
    expect(matches('metrics.none IS NULL AND end_time IS NULL AND tags.t IS NULL')).toBe(true);
    expect(matches('metrics.none IS NOT NULL OR end_time IS NOT NULL')).toBe(false);
  });
});

test('NaN differs from every number and is neither above nor below', () => {
  expect(matches('metrics.diverged != 0 AND metrics.diverged IS NOT NULL')).toBe(true);
  for (const op of ['=', '<', '<=', '>', '>=']) expect(matches(`metrics.diverged ${op} 0`)).toBe(false);
});

test('integers beyond 2^53 are told apart', () => {
  expect(matches('start_time = 9007199254740993')).toBe(true);
  expect(matches('start_time = 9007199254740992')).toBe(false);
  expect(matches('start_time > 9007199254740992 AND start_time < 9007199254740994')).toBe(true);
});

test('one of several datasets is enough', () => {
  expect(matches("datasets.name = 'train' AND dataset.name = 'test'")).toBe(true);
  expect(matches("dataset.name != 'train'")).toBe(true);
  expect(matches("NOT dataset.name = 'train'")).toBe(false);
  expect(matches('dataset.digest IS NULL')).toBe(true);
});

describe('LIKE', () => {
  test.each([
    ['', '', true],
    ['', '%', true],
    ['', '_', false],
    ['a', '', false],
    ['abc', 'a%c', true],
    ['abc', 'a_c', true],
    ['abc', '_%_', true],
    ['abc', '____', false],
    ['aXbXc', '%X%X%', true],
    ['mississippi', 'm%iss%pi', true],
    ['mississippi', 'm%iss%pix', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['🎉', '_', true],
    ['a\nb', 'a%b', true],
  ])('%j LIKE %j is %s', (text, pattern, expected) => {
    expect(likeMatches(text, pattern, false)).toBe(expected);
  });

  test('ignoring case folds the letters of every script', () => {
    expect(likeMatches('Größe', 'GRÖ%', true)).toBe(true);
    expect(likeMatches('ΣΟΦΙΑ', 'σ%', true)).toBe(true);
    expect(likeMatches('Größe', 'GRÖ%', false)).toBe(false);
  });

  test('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_'), maxLength: 6 });
    fc.assert(
      fc.property(letters, pattern, (text, like) => {
        const expression = new RegExp(`^${like.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
        expect(likeMatches(text, like, false)).toBe(expression.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('a hostile pattern does not hang', () => {
    expect(likeMatches('a'.repeat(5000), `${'%a'.repeat(200)}%b`, false)).toBe(false);
  });
});
