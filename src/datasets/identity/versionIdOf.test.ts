import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Example } from '../../model/example.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { leafHash, merkleRoot } from './merkleRoot.ts';
import { versionIdOf } from './versionIdOf.ts';

const example = (input: string, more: Partial<Example> = {}): Example => ({
  exampleId: canonicalHash(input),
  input,
  expected: null,
  metadata: {},
  tags: [],
  split: null,
  cluster: null,
  ...more,
});

/** The definition of RFC 6962 as it is written: cut at the largest power of two below the length. */
function rootByDefinition(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return Buffer.from(only);
  const cut = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(rootByDefinition(leaves.slice(0, cut)))
    .update(rootByDefinition(leaves.slice(cut)))
    .digest();
}

test('the root of any list is the one the standard defines', () => {
  for (let length = 0; length <= 70; length += 1) {
    const leaves = Array.from({ length }, (_, i) => leafHash(`entry ${i}`));
    expect(merkleRoot(leaves).equals(rootByDefinition(leaves)), `${length} entries`).toBe(true);
  }
});

test('the published test vector of certificate transparency comes out', () => {
  const entries = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const root = merkleRoot(entries.map((hex) => leafHash(Buffer.from(hex, 'hex'))));
  expect(root.toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});

test('the order of examples, slices, keys and of tags within a slice is no part of the id', () => {
  const slices = [
    { name: 'b', tags: ['y', 'x'], metadata: { k: [2, 1] } },
    { name: 'a', tags: [], metadata: { l: ['v', 'v'], k: [true] } },
  ];
  const turned = [
    { name: 'a', tags: [], metadata: { k: [true], l: ['v'] } },
    { name: 'b', tags: ['x', 'y', 'x'], metadata: { k: [1, 2] } },
  ];
  const examples = ['one', 'two', 'three'].map((input) => example(input));
  const inputSchema = { type: 'string', minLength: 1 };
  expect(versionIdOf({ examples: examples.toReversed(), slices, inputSchema })).toBe(
    versionIdOf({ examples, slices: turned, inputSchema: { minLength: 1, type: 'string' } }),
  );
});

test('whatever changes in an example, the schema or the slices changes the id', () => {
  const base = { examples: [example('one'), example('two')], slices: [], inputSchema: null };
  const ids = [
    base,
    { ...base, examples: [example('one')] },
    { ...base, examples: [example('one'), example('Two')] },
    { ...base, examples: [example('one'), example('two', { expected: 'x' })] },
    { ...base, examples: [example('one'), example('two', { metadata: { a: 1 } })] },
    { ...base, examples: [example('one'), example('two', { tags: ['a'] })] },
    { ...base, examples: [example('one'), example('two', { split: 'a' })] },
    { ...base, examples: [example('one'), example('two', { cluster: 'a' })] },
    { ...base, inputSchema: {} },
    { ...base, slices: [{ name: 'a', tags: [], metadata: {} }] },
  ].map(versionIdOf);
  expect(new Set(ids).size).toBe(ids.length);
});

test('any two different datasets have different ids', () => {
  const content = fc.uniqueArray(
    fc.record({ input: fc.string({ unit: 'grapheme' }), expected: fc.option(fc.string()) }),
    {
      selector: ({ input }) => input,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(content, content, (left, right) => {
      const idOf = (rows: typeof left) =>
        versionIdOf({
          examples: rows.map(({ input, expected }) =>
            example(input, { expected: expected?.toWellFormed() ?? null }),
          ),
          slices: [],
          inputSchema: null,
        });
      const same = canonicalHash(sorted(left)) === canonicalHash(sorted(right));
      expect(idOf(left) === idOf(right)).toBe(same);
    }),
  );
});

function sorted(rows: readonly { input: string; expected: string | null }[]) {
  return rows
    .map(({ input, expected }) => ({ input, expected: expected?.toWellFormed() ?? null }))
    .toSorted((a, b) => (a.input < b.input ? -1 : 1));
}
