// Results as bytes: all of them come back, and bytes that are cut, doubled or blown up are refused.
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decidedRun } from '../accept/decidedRun.ts';
import { decodeResults, encodeResults } from './resultLines.ts';

const many = Array.from({ length: 1_201 }, (_, index) => (index % 3 === 0 ? 0 : 1));
const { results } = decidedRun({ candidate: many, baseline: many });

test('results of more examples than are compressed at once all come back', () => {
  const read = decodeResults(results);
  expect(read).toHaveLength(1_201);
  expect(new Set(read.map(({ exampleId }) => exampleId)).size).toBe(1_201);
  expect(encodeResults(read).hash).toBe(encodeResults(decodeResults(encodeResults(read).bytes)).hash);
});

test('no results are no bytes', () => {
  expect(decodeResults(encodeResults([]).bytes)).toEqual([]);
});

test.each([
  ['bytes that break off', results.subarray(0, results.length - 5)],
  ['something after the last frame', Buffer.concat([results, Buffer.from('x')])],
  ['a line that breaks off', zstdCompressSync(Buffer.from('{"exampleId":"1"'))],
  ['what is not compressed', Buffer.from('{}\n')],
])('%s is refused', (_what, bytes) => {
  expect(() => decodeResults(bytes)).toThrow(/results cannot be read/);
});
