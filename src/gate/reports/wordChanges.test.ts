// What changed between two answers, as people see it.
import { expect, test } from 'vitest';
import { toleranceBand } from './toleranceBand.ts';
import { failing } from './testRuns.ts';
import { unknownMeasure } from './figures.ts';
import { wordChanges } from './wordChanges.ts';

const shown = (before: string, after: string, most = 500): string =>
  wordChanges(before, after, most)
    .map(({ kind, text }) => (kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : text))
    .join('');

test('only the words that changed are marked', () => {
  expect(shown('the port is 5000 by default', 'the port is 8080 by default')).toBe(
    'the port is [-5000-]{+8080+} by default',
  );
  expect(shown('same', 'same')).toBe('same');
  expect(shown('', 'new')).toBe('{+new+}');
});

test('texts that have little in common are shown one after the other', () => {
  expect(shown('It prints JSON instead of a table.', 'I do not know that, sorry, ask a human.')).toBe(
    '[-It prints JSON instead of a table.-]{+I do not know that, sorry, ask a human.+}',
  );
});

test('long equal passages are left out, long texts are cut, and unlike ones take no time', () => {
  const same = 'word '.repeat(200);
  const text = shown(`${same}old ${same}`, `${same}new ${same}`);
  expect(text).toContain('[-old-]{+new+}');
  expect(text.length).toBeLessThan(250);
  const noise = (seed: number): string =>
    Array.from({ length: 3000 }, (_, index) => String((index * seed) % 9973)).join(' ');
  expect(shown(noise(7), noise(11), 300).length).toBeLessThan(500);
});

test('an interval is drawn against its tolerance: limit and zero stand still, what lies outside is an arrow', () => {
  const [check] = failing.run.judgement?.checks ?? [];
  if (check === undefined) throw new Error('it has checks');
  const band = (lower: number, estimate: number, upper: number): string | undefined =>
    toleranceBand({ ...check, margin: 0.05, lower, estimate, upper }, unknownMeasure);
  expect([
    band(-0.02, 0, 0.02),
    band(-0.08, -0.05, -0.02),
    band(-0.5, -0.04, 0.5),
    band(-0.5, -0.4, -0.3),
    band(0.3, 0.4, 0.5),
    band(0.06, 0.07, 0.08),
  ]).toMatchInlineSnapshot(`
    [
      "     ┊  ──●──        ",
      "  ───●─── │          ",
      "◂────┼●───┼─────────▸",
      "◂    ┊    │          ",
      "     ┊    │         ▸",
      "     ┊    │     ─●─  ",
    ]
  `);
  expect(toleranceBand({ ...check, margin: null }, unknownMeasure)).toBeUndefined();
  expect(toleranceBand({ ...check, lower: null }, unknownMeasure)).toBeUndefined();
});
