import { expect, test } from 'vitest';
import { pythonFloat, pythonJson, pythonType } from './pythonJson.ts';
import { parseExact } from './sourceNumber.ts';

test('floats are spelled as Python spells them', () => {
  expect(
    [9, 0.1, 1e16, 1e15, 123456789012345680, 1e-5, 0.0001, -0, 1.5e300, 1e22, -2.5].map(pythonFloat),
  ).toEqual([
    '9.0',
    '0.1',
    '1e+16',
    '1000000000000000.0',
    '1.2345678901234568e+17',
    '1e-05',
    '0.0001',
    '-0.0',
    '1.5e+300',
    '1e+22',
    '-2.5',
  ]);
});

test('values are quoted compactly, with sorted keys and in ASCII', () => {
  expect(pythonJson({ b: [1, 'é\n'], a: null })).toBe('{"a":null,"b":[1,"\\u00e9\\n"]}');
});

test('an integer and a float of the same value are told apart by how they were written', () => {
  const [whole, float] = [parseExact('9'), parseExact('9.0')];
  expect([pythonJson(whole), pythonType(whole)]).toEqual(['9', 'int']);
  expect([pythonJson(float), pythonType(float)]).toEqual(['9.0', 'float']);
  expect(pythonJson(parseExact('123456789012345678901'))).toBe('123456789012345678901');
});

test('a long value is cut, so that a large request is not a large answer', () => {
  expect(pythonJson('x'.repeat(1e6)).length).toBeLessThan(1100);
  expect(pythonJson(Array.from({ length: 1e5 }, () => ({ k: 'v' }))).length).toBeLessThan(1100);
});
