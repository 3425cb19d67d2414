// Frames one after another are all read, and what is no frame is refused.
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zstdFrames } from './zstdFrames.ts';

const frames = ['one', '', 'x'.repeat(300_000)].map((text) => zstdCompressSync(Buffer.from(text)));
const texts = (bytes: Uint8Array, most = 1_000_000) => [...zstdFrames(bytes, most)].map(String);

test('every frame is read, not only the first', () => {
  expect(texts(Buffer.concat(frames))).toEqual(['one', '', 'x'.repeat(300_000)]);
  expect(texts(new Uint8Array())).toEqual([]);
});

test('bytes that break off, are no frames, or expand beyond the bound are refused', () => {
  expect(() => texts(Buffer.concat(frames).subarray(0, -3))).toThrow();
  expect(() => texts(Buffer.concat([...frames, Buffer.from('garbage')]))).toThrow();
  expect(() => texts(Buffer.concat(frames), 1000)).toThrow();
});
