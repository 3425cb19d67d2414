import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alphaSpending } from '../../stats/alphaSpending.ts';
import { allPassTrials } from '../../stats/clopperPearson.ts';
import { nonInferioritySize } from '../../stats/sampleSize.ts';
import { smallestSample } from '../../stats/smallestSample.ts';
import { assumedSd } from '../precheck/precheck.ts';
import { leastShownSlice, leastTestedSlice } from './checkNonInferiority.ts';
import { leastClusterDf } from './evidence.ts';
import { leastCriticalLabels, leastLabels } from './humanEvidence.ts';
import { leastDiscordant } from './pairedBinary.ts';
import { leastWorsening } from './worstRatio.ts';

const text = readFileSync(new URL('../../../docs/statistics.md', import.meta.url), 'utf8').replace(
  /\s+/g,
  ' ',
);

/** Cells of the row that begins so, of the table of examples needed. */
function row(first: string): string[] {
  const table = text.indexOf('| tolerance | 2 % discordant');
  expect(table).toBeGreaterThan(0);
  const start = text.indexOf(`| ${first} |`, table);
  expect(start, `a row ${first}`).toBeGreaterThan(0);
  return text
    .slice(start)
    .split('|')
    .slice(1, 6)
    .map((cell) => cell.trim());
}

test('the examples a tolerance needs are those of the guard', () => {
  const margins = [0.01, 0.02, 0.03, 0.05, 0.1];
  const start = text.indexOf('| examples |');
  const cells = text.slice(start).split('|').slice(2, 7).map(Number);
  expect(cells).toEqual(margins.map((margin) => smallestSample(margin, 0.05)));
});

test('the examples for a chance of 80 % are those of the precheck', () => {
  for (const margin of ['0.01', '0.02', '0.05', '0.10']) {
    const expected = [0.02, 0.05, 0.1, 0.15].map((variance) => {
      const size = nonInferioritySize({ variance, margin: Number(margin), alpha: 0.05, power: 0.8 });
      return Math.max(Math.ceil(size ?? 0), smallestSample(Number(margin), 0.05));
    });
    expect(row(margin).slice(1).map(Number)).toEqual(expected);
  }
});

test('critical values, limits and constants are those of the code', () => {
  const looks = alphaSpending([0.2, 0.4, 0.6, 0.8, 1], 0.05);
  expect(text).toContain(`(z = ${looks.map(({ critical }) => (critical ?? 0).toFixed(2)).join(', ')})`);
  expect(text).toContain(`${allPassTrials(0.95, 0.05)} results without one show a 95th percentile`);
  expect(text).toContain(`${allPassTrials(0.99, 0.05)} a 99th`);
  expect(assumedSd).toEqual({ binary: Math.sqrt(0.15), score: 0.25, ratio: 0.25 });
  expect(text).toContain('15 % discordant pairs, a standard deviation of 0.25');
  expect([leastTestedSlice, leastShownSlice, leastDiscordant, leastClusterDf]).toEqual([30, 10, 6, 4]);
  expect([leastLabels, leastCriticalLabels, leastWorsening]).toEqual([100, 300, 2]);
});
