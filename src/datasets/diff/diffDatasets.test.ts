import { expect, test } from 'vitest';
import type { ResolvedDataset } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { inIdOrder, versionIdOf } from '../identity/versionIdOf.ts';
import { emptyCard } from '../opening/openFiles.ts';
import { diffDatasets } from './diffDatasets.ts';

const example = (input: string, more: Partial<Example> = {}): Example => ({
  exampleId: canonicalHash(input),
  input,
  expected: 'x',
  metadata: {},
  tags: [],
  split: null,
  cluster: null,
  ...more,
});
const dataset = (examples: readonly Example[], over: Partial<ResolvedDataset> = {}): ResolvedDataset => {
  const content = { examples: inIdOrder(examples), slices: [], inputSchema: null, ...over };
  return {
    name: 'd',
    standing: 'file',
    card: emptyCard,
    label: null,
    source: 'd.jsonl',
    versionId: versionIdOf(content),
    ...content,
  };
};

test('what was added, removed, changed and reworded is told, and how much stayed', () => {
  const before = dataset([
    example('stays'),
    example('is judged anew'),
    example('moves', { split: 'train', tags: ['a'] }),
    example('goes away'),
    example('Which port does the server listen on?'),
  ]);
  const after = dataset([
    example('stays'),
    example('is judged anew', { expected: 'y' }),
    example('moves', { split: 'test', tags: ['b'] }),
    example('comes in'),
    example('Which port does the server listen on by default?'),
  ]);
  const diff = diffDatasets(before, after);
  expect(diff.added.map(({ input }) => input).toSorted()).toEqual([
    'Which port does the server listen on by default?',
    'comes in',
  ]);
  expect(diff.removed.map(({ input }) => input).toSorted()).toEqual([
    'Which port does the server listen on?',
    'goes away',
  ]);
  expect(Object.fromEntries(diff.changed.map(({ before: { input }, fields }) => [input, fields]))).toEqual({
    'is judged anew': ['expected'],
    moves: ['tags', 'split'],
  });
  expect(diff.reworded).toHaveLength(1);
  expect(diff.unchanged).toBe(1);
  expect(diff.inputSchema).toBeNull();
});

test('changes of slices, schema and card are told beside those of examples', () => {
  const slice = (name: string, tag: string) => ({ name, tags: [tag], metadata: {} });
  const examples = [example('one', { tags: ['a'] }), example('two', { tags: ['a', 'b'] })];
  const before = dataset(examples, { slices: [slice('same', 'a'), slice('gone', 'a'), slice('moved', 'a')] });
  const after = dataset(examples, {
    slices: [slice('same', 'a'), slice('new', 'b'), slice('moved', 'b')],
    inputSchema: { type: 'string' },
    card: { ...emptyCard, curator: 'ada' },
  });
  expect(diffDatasets(before, after)).toMatchObject({
    added: [],
    removed: [],
    changed: [],
    unchanged: 2,
    slices: [
      { name: 'gone', change: 'removed', before: 2, after: null },
      { name: 'moved', change: 'redefined', before: 2, after: 1 },
      { name: 'new', change: 'added', before: null, after: 1 },
      { name: 'same', change: 'same', before: 2, after: 2 },
    ],
    inputSchema: { before: null, after: { type: 'string' } },
    card: ['curator'],
  });
});
