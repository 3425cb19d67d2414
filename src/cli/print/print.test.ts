// Numbers, times, widths and tables as people read them.
import { expect, test } from 'vitest';
import { cellWidth, cutTo, wrapTo } from './cellWidth.ts';
import { bytesText, countText, differenceText, metricText } from './numbers.ts';
import { coloured } from './style.ts';
import { tableLines } from './table.ts';
import { agoText, momentText, spanText } from './times.ts';
import { visibleText } from './visibleText.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [1, '1'],
  [0.1 + 0.2, '0.3'],
  [0.966666666, '0.96667'],
  [123456.789, '123456.8'],
  [123456789, '123456789'],
  [0.00001234, '1.234e-5'],
  [1e21, '1e21'],
  [-2.5e-10, '-2.5e-10'],
  ['NaN', 'NaN'],
  ['-Infinity', '-Infinity'],
] as const)('the metric value %s reads %s', (value, text) => {
  expect(metricText(value)).toBe(text);
});

test('differences carry their sign', () => {
  expect([0.5, -0.5, 0, Infinity, -Infinity, Number.NaN].map(differenceText)).toEqual([
    '+0.5',
    '−0.5',
    '0',
    '+Infinity',
    '−Infinity',
    'NaN',
  ]);
});

test('counts and sizes carry their unit', () => {
  expect([countText(1, 'run'), countText(4310, 'run')]).toEqual(['1 run', '4,310 runs']);
  expect([0, 999, 1000, 9999, 12_345, 999_999, 5e9].map(bytesText)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '10 kB',
    '12 kB',
    '1.0 MB',
    '5.0 GB',
  ]);
});

test('times are told by how long ago they were, spans by their two largest units', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const ago = (ms: number): string => agoText(now - ms, now);
  expect([0, 40e3, 200e3, 7.3e6, 5 * 86.4e6, 40 * 86.4e6].map(ago)).toEqual([
    'just now',
    '40 s ago',
    '3 min ago',
    '2 h ago',
    '5 d ago',
    '2026-10-11',
  ]);
  expect([0, 820, 12_400, 200_000, 7_500_000, 273_600_000].map(spanText)).toEqual([
    '0 ms',
    '820 ms',
    '12.4 s',
    '3 min 20 s',
    '2 h 5 min',
    '3 d 4 h',
  ]);
  expect(momentText(now)).toBe('2026-11-20 12:00:00 UTC');
  expect(momentText('9223372036854775807')).toBe('9223372036854775807');
});

test('widths count terminal cells, not characters', () => {
  expect(['abc', '実験', 'é', '👩‍🔬', coloured.good('ok')].map(cellWidth)).toEqual([3, 4, 1, 2, 2]);
  expect(cutTo('実験の名前', 5)).toBe('実験…');
  expect(cutTo('short', 5)).toBe('short');
  expect(wrapTo('one two three', 7)).toEqual(['one two', 'three']);
});

test('a table puts decimal points below each other and cuts only what may be cut', () => {
  const lines = tableLines(
    [
      { title: 'name', least: 4 },
      { title: 'value', align: 'point' },
    ],
    [
      ['a long name', '0.5'],
      ['b', '12'],
      ['c', ''],
    ],
    { indent: 2, width: 16, titles: (text) => text },
  );
  expect(lines).toEqual(['  name     value', '  a long…    0.5', '  b         12', '  c']);
  expect(Math.max(...lines.map(cellWidth))).toBeLessThanOrEqual(16);
});

test('control characters are shown, not obeyed', () => {
  expect(visibleText('a\u001B[31m\r\nb\tc\u202E')).toBe('a\uFFFD[31m⏎b c\uFFFD');
});
