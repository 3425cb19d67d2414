// Which part of a file a Range header asks for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRange } from './byteRange.ts';

const size = fc.integer({ min: 0, max: 1000 });
const at = fc.integer({ min: 0, max: 1200 });

test('a range from one byte to another is that part of the file, cut at its end', () => {
  fc.assert(
    fc.property(size, at, at, (bytes, first, last) => {
      const asked = byteRange(`bytes=${first}-${last}`, bytes);
      if (last < first) expect(asked).toEqual({ kind: 'whole' });
      else if (first >= bytes) expect(asked).toEqual({ kind: 'unsatisfiable' });
      else expect(asked).toEqual({ kind: 'part', range: { first, last: Math.min(last, bytes - 1) } });
    }),
  );
});

test('the last so many bytes are those, or all there are', () => {
  fc.assert(
    fc.property(size, at, (bytes, count) => {
      const asked = byteRange(`bytes=-${count}`, bytes);
      if (count === 0 || bytes === 0) expect(asked).toEqual({ kind: 'unsatisfiable' });
      else
        expect(asked).toEqual({
          kind: 'part',
          range: { first: Math.max(0, bytes - count), last: bytes - 1 },
        });
    }),
  );
});

test('what is no single range of bytes is ignored', () => {
  for (const header of [
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=1-2,4-5',
    'items=1-2',
    'bytes 1-2',
    'bytes=a-b',
    'bytes=1-2x',
  ]) {
    expect(byteRange(header, 10)).toEqual({ kind: 'whole' });
  }
});
