// The comment of a pull request: what it says, how long it may be, and that nobody's text can break it.
import { expect, test } from 'vitest';
import type { GateReport } from './gateReport.ts';
import { commentMarker, markdownReport, mostCharacters } from './markdownReport.ts';
import { codeSpan, fencedBlock, plainInline } from './safeMarkdown.ts';
import { stepSummary } from './stepSummary.ts';
import { broke, cancelled, failing, hostileAnswer, passing, running, undecided } from './testRuns.ts';

test.each<readonly [string, GateReport]>([
  ['pass', passing],
  ['fail', failing],
  ['inconclusive', undecided],
  ['error', broke],
  ['cancelled', cancelled],
  ['running', running],
])('a run that ended as %s is commented so', async (name, report) => {
  await expect(markdownReport(report)).toMatchFileSnapshot(`golden/comment-${name}.md`);
});

test('the marker names component and tier and cannot be broken by a name', () => {
  expect(commentMarker(passing.run)).toBe('<!-- assay-gate:docs-assistant:merge -->');
  expect(commentMarker({ component: 'a --> b', tier: 'pr' })).toBe('<!-- assay-gate:a - b:pr -->');
});

test('the summary of a step says the same without the marker', () => {
  expect(stepSummary(failing)).toBe(markdownReport(failing).replace(/^<!--.*-->\n\n/, ''));
});

/** What is left of a text when fenced blocks are taken out as CommonMark reads them. */
function outsideFences(markdown: string): string {
  const kept: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const [, ticks = ''] = /^ {0,3}(`{3,})/.exec(line) ?? [];
    if (fence === '' && ticks !== '') fence = ticks;
    else if (fence !== '' && ticks.length >= fence.length && line.trim() === ticks) fence = '';
    else if (fence === '') kept.push(line);
  }
  expect(fence).toBe('');
  return kept.join('\n');
}

test('what a model wrote stays inside its fence', () => {
  const text = markdownReport(failing);
  expect(text).toContain('@octocat');
  const outside = outsideFences(text);
  expect(outside).not.toMatch(/octocat|script|evil\.example|javascript:/);
  expect(outside.match(/<details>/g)).toHaveLength(outside.match(/<\/details>/g)?.length ?? 0);
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

test('names and messages that look like markup are only shown', () => {
  const { run } = undecided;
  const judgement = run.judgement;
  if (judgement === null) throw new Error('it was decided');
  const text = markdownReport({
    ...undecided,
    run: {
      ...run,
      component: hostileAnswer,
      judgement: { ...judgement, headline: hostileAnswer, settle: [hostileAnswer] },
    },
  });
  const outside = outsideFences(text).split('\n').slice(2).join('\n');
  expect(outside).not.toMatch(/@octocat|<script|<\/details><|\]\(javascript|!\[|https?:\/\/evil/);
  expect(plainInline('@a/b www.x.y http://z #1')).not.toMatch(/@|www\.x|http:\/\/|#1/);
  expect(['- a', '1. a', '+ a', '=== a', '12) a', '1.5 pts'].map(plainInline)).toEqual([
    '&#45; a',
    '1&#46; a',
    '&#43; a',
    '&#61;== a',
    '12&#41; a',
    '1&#46;5 pts',
  ]);
});

test.each([
  ['a', '```\na\n```'],
  ['```', '````\n```\n````'],
  ['a ````` b', '``````\na ````` b\n``````'],
])('the fence around %j is longer than any inside', (text, block) => {
  expect(fencedBlock(text)).toBe(block);
});

test('code spans hold ticks and no bars', () => {
  expect([codeSpan('a'), codeSpan('a`b'), codeSpan('a|b\nc')]).toEqual(['`a`', '`` a`b ``', '`a b c`']);
});

test('a comment never grows beyond what GitHub takes', () => {
  const long = failing.examples.map((example) => ({
    ...example,
    input: 'x'.repeat(200_000),
    expected: '`'.repeat(90_000),
  }));
  expect(markdownReport({ ...failing, examples: long }).length).toBeLessThanOrEqual(mostCharacters);
  const settle = Array.from({ length: 5000 }, () => hostileAnswer);
  const judgement = undecided.run.judgement;
  if (judgement === null) throw new Error('it was decided');
  const checks = Array.from({ length: 300 }, (_, index) => ({
    ...(judgement.checks[0] ?? expect.unreachable()),
    slice: `slice ${index} ${'y'.repeat(200)}`,
    verdict: 'FAIL' as const,
  }));
  const run = {
    ...undecided.run,
    judgement: {
      ...judgement,
      headline: hostileAnswer.repeat(2000),
      settle,
      checks: [...judgement.checks, ...checks],
    },
  };
  const text = markdownReport({ ...undecided, run });
  expect(text.length).toBeLessThanOrEqual(mostCharacters);
  expect(text.startsWith('<!-- assay-gate:docs-assistant:merge -->')).toBe(true);
});
