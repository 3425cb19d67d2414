import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResolvedDataset } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { inIdOrder } from '../identity/versionIdOf.ts';
import { emptyCard } from '../opening/openFiles.ts';
import { examplesOfSlice } from './examplesOfSlice.ts';
import { selectExamples } from './selectExamples.ts';

const everything = { slice: null, splits: null, limit: null };

function dataset(examples: readonly Partial<Example>[]): ResolvedDataset {
  const whole = examples.map((example, index) => ({
    exampleId: canonicalHash(index),
    input: index,
    expected: null,
    metadata: {},
    tags: [],
    split: null,
    cluster: null,
    ...example,
  }));
  return {
    name: 'numbers',
    versionId: '0'.repeat(64),
    standing: 'file',
    card: emptyCard,
    label: null,
    source: 'a test',
    examples: inIdOrder(whole),
    slices: [
      { name: 'rare', tags: ['rare'], metadata: {} },
      { name: 'billing', tags: [], metadata: { topic: ['billing'] } },
    ],
    inputSchema: null,
  };
}

const mixed = dataset(
  Array.from({ length: 400 }, (_, i) => ({
    tags: i % 20 === 0 ? ['rare'] : [],
    metadata: { topic: i % 4 === 0 ? 'billing' : 'other' },
  })),
);

test('the same seed gives the same order and another seed another', () => {
  const order = (seed: string) => selectExamples(mixed, everything, seed).map(({ exampleId }) => exampleId);
  expect(order('a')).toEqual(order('a'));
  expect(order('a')).not.toEqual(order('b'));
  expect(order('a').toSorted()).toEqual(mixed.examples.map(({ exampleId }) => exampleId));
});

test('every beginning of the order has close to the share of each slice', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e']) {
    const ordered = selectExamples(mixed, everything, seed);
    for (const share of [0.2, 0.4, 0.6, 0.8]) {
      const beginning = ordered.slice(0, ordered.length * share);
      const rare = beginning.filter(({ tags }) => tags.includes('rare')).length;
      const billing = beginning.filter(({ metadata }) => metadata['topic'] === 'billing').length;
      expect(Math.abs(rare - 20 * share)).toBeLessThanOrEqual(1.5);
      expect(Math.abs(billing - 100 * share)).toBeLessThanOrEqual(3);
    }
  }
});

test('within a slice every place in the order is equally likely', () => {
  const counts = Array.from({ length: 20 }, () => 0);
  const [watched] = mixed.examples;
  for (let seed = 0; seed < 600; seed += 1) {
    const at = selectExamples(mixed, everything, `seed ${seed}`).findIndex(
      ({ exampleId }) => exampleId === watched?.exampleId,
    );
    counts[Math.floor(at / 20)] = (counts[Math.floor(at / 20)] ?? 0) + 1;
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - 30) ** 2 / 30, 0);
  // The 0.999 quantile with 19 degrees of freedom.
  expect(chiSquare).toBeLessThan(43.8);
}, 30_000);

test('a cluster is taken whole, or not at all', () => {
  const clustered = dataset(Array.from({ length: 60 }, (_, i) => ({ cluster: i < 40 ? `c${i % 8}` : null })));
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 70 }), (seed, limit) => {
      const taken = selectExamples(clustered, { ...everything, limit }, seed);
      expect(taken.length).toBeLessThanOrEqual(limit);
      const runs = taken
        .map(({ cluster }) => cluster)
        .filter((cluster, i, all) => cluster !== null && cluster !== all[i - 1]);
      expect(new Set(runs).size).toBe(runs.length);
      for (const name of new Set(runs))
        expect(taken.filter(({ cluster }) => cluster === name)).toHaveLength(5);
    }),
  );
});

test('the holdout is left out unless it is asked for', () => {
  const split = dataset([{ split: 'test' }, { split: 'holdout' }, {}, { split: 'train' }]);
  const splitsOf = (splits: readonly string[] | null) =>
    selectExamples(split, { ...everything, splits }, 's')
      .map((example) => example.split)
      .toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  expect(splitsOf(null)).toEqual([null, 'test', 'train']);
  expect(splitsOf(['holdout'])).toEqual(['holdout']);
  expect(() => splitsOf(['hold-out'])).toThrow("Did you mean 'holdout'?");
});

test('a slice is all of its tags and any value of each key, by type', () => {
  const { examples } = dataset([
    { tags: ['a', 'b'], metadata: { level: 3 } },
    { tags: ['a', 'b'], metadata: { level: '3' } },
    { tags: ['a'], metadata: { level: 3 } },
    { tags: ['a', 'b'], metadata: { level: [1, 3] } },
    { tags: ['a', 'b'], metadata: {} },
  ]);
  const found = examplesOfSlice({ name: 's', tags: ['a', 'b'], metadata: { level: [3, 4] } }, examples);
  expect(found.map(({ input }) => Number(input)).toSorted()).toEqual([0, 3]);
  expect(examplesOfSlice({ name: 's', tags: [], metadata: { toString: ['x'] } }, examples)).toEqual([]);
});

test('only the slice asked for is taken, and a misspelt one is refused', () => {
  expect(selectExamples(mixed, { ...everything, slice: 'rare' }, 's')).toHaveLength(20);
  expect(() => selectExamples(mixed, { ...everything, slice: 'rara' }, 's')).toThrow("Did you mean 'rare'?");
});
