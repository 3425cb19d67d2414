// What strangers write as JSON, and what is said about it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt, parseJson } from './parseJson.ts';

test.each<[string, string]>([
  ['', 'is empty'],
  ['{"a": NaN}', 'is not JSON: it has NaN or Infinity'],
  ['[1, -Infinity]', 'is not JSON: it has NaN or Infinity'],
  ['NaN', 'is not JSON: it has NaN or Infinity'],
  ['<!DOCTYPE html><html>', 'is HTML or XML, not JSON'],
  ['{"a":', 'is not JSON ('],
  ['Traceback (most recent call last):', 'is not JSON ('],
  ['1e999', 'has a number too large'],
  ['{"a":[{"b":-1e999}]}', 'has a number too large'],
  [`${'['.repeat(300)}${']'.repeat(300)}`, 'is nested deeper than 200 levels'],
])('%j', (text, problem) => {
  const parsed = parseJson(text);
  expect(parsed.ok ? '' : parsed.problem).toContain(problem);
});

test('bytes that are no UTF-8 are told, whatever else they are', () => {
  expect(parseJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toEqual({
    ok: false,
    problem: 'is not valid UTF-8',
  });
  expect(parseJson(Buffer.from('"é"'))).toEqual({ ok: true, value: 'é' });
});

test('every JSON value comes back, and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(parseJson(text)).toHaveProperty('ok');
    }),
  );
});

test('an excerpt is one line without control characters', () => {
  expect(excerpt('a\nb\u001b[31mc\u0007', 10)).toBe('a b [31mc');
  expect(excerpt('x'.repeat(50), 10)).toBe(`${'x'.repeat(10)}…`);
});
