// A pattern that backtracks for ever costs about a second, once.
import { expect, test } from 'vitest';
import { scoreWith, valueOf } from '../conformance/scoreWith.ts';
import { evaluatedItem } from '../conformance/evaluatedItem.ts';
import { evaluatorServices } from '../conformance/evaluatorServices.ts';
import { openEvaluator } from '../../openEvaluator.ts';
import { worstSteps } from './worstSteps.ts';

const hostile = `${'a'.repeat(60)}!`;

test('a catastrophic pattern is unscored with its code, and other answers are still judged', async () => {
  const options = { pattern: '^(a+)+$' };
  const evaluator = await openEvaluator({ use: 'regex', options }, evaluatorServices());
  const { signal } = new AbortController();
  const began = performance.now();
  expect(await evaluator.score(evaluatedItem(hostile), signal)).toMatchObject({
    kind: 'unscored',
    error: { code: 'evaluator/regex-too-slow' },
  });
  expect(performance.now() - began).toBeLessThan(1000);
  expect(await evaluator.score(evaluatedItem('aaa'), signal)).toMatchObject({ value: 1 });
});

test('thousands of hostile answers do not cost thousands of time limits', async () => {
  const options = { pattern: '(x+x+)+y' };
  const evaluator = await openEvaluator({ use: 'regex', options }, evaluatorServices());
  const { signal } = new AbortController();
  const began = performance.now();
  for (let index = 0; index < 5000; index += 1) {
    await evaluator.score(evaluatedItem('x'.repeat(50)), signal);
  }
  expect(performance.now() - began).toBeLessThan(3000);
});

test('a pattern inside a JSON Schema is held to the same limit', async () => {
  const schema = { type: 'string', pattern: '^(a+)+$' };
  expect(await valueOf('json-schema', { schema }, JSON.stringify(hostile))).toBe('evaluator/regex-too-slow');
});

test('a long text is watched even when the pattern is simple', async () => {
  const score = await scoreWith('regex', { pattern: '.*a.*b.*c.*d' }, evaluatedItem('a'.repeat(20_000)));
  expect(score).toMatchObject({ kind: 'unscored', error: { code: 'evaluator/regex-too-slow' } });
});

test('only plain patterns are run without the watchdog', () => {
  for (const pattern of ['\\bParis\\b', '^\\d{4}-\\d{2}$', '^(?:yes|no)\\.?$', '[a-z]+@[a-z]+']) {
    expect(worstSteps(pattern, 40), pattern).toBeLessThan(2_000_000);
  }
  for (const pattern of ['(a+)+', '(a|b)*', '(a)\\1', '(?=a)b', '(?<n>a)\\k<n>', 'a{1,1000}', '[[a]--b]']) {
    expect(worstSteps(pattern, 40), pattern).toBe(Infinity);
  }
});
