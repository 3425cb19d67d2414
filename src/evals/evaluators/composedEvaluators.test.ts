// Evaluators made of others, and those that look at several answers.
import { expect, test } from 'vitest';
import { checkEvaluator } from '../checkEvaluator.ts';
import { openEvaluator } from '../openEvaluator.ts';
import { answerOf, evaluatedItem } from './conformance/evaluatedItem.ts';
import { evaluatorServices } from './conformance/evaluatorServices.ts';
import { scoreWith } from './conformance/scoreWith.ts';

test('pass-at-k makes one score of all epochs, and none while the missing ones could change it', async () => {
  const options = { k: 2, evaluator: { use: 'exact-match' } };
  const evaluator = await openEvaluator({ use: 'pass-at-k', options }, evaluatorServices());
  const combine = (...scores: number[]): number => evaluator.combineEpochs?.(Float64Array.from(scores)) ?? -1;
  expect(combine(1, 0, 0, 0)).toBeCloseTo(0.5, 12);
  expect(combine(0, 0, 0, 0)).toBe(0);
  expect(combine(1, 1, 1, 0)).toBe(1);
  expect(combine(1, 1, 1, NaN)).toBe(1);
  expect(combine(1, NaN, 0, 0)).toBeNaN();
  expect(combine(1)).toBeNaN();
  expect(evaluator.identity).toMatchObject({ scale: 'score', dimension: 'accuracy' });
  expect(checkEvaluator({ use: 'pass-at-k', options: { k: 1, evaluator: { use: 'rouge' } } })).toMatchObject({
    kind: 'problem',
    path: ['threshold'],
  });
});

test('pairwise prefers the better answer in the direction of its evaluator', async () => {
  const item = { ...evaluatedItem('short', 'short'), opponent: answerOf('much longer') };
  const other = { ...evaluatedItem('much longer', 'short'), opponent: answerOf('short') };
  expect(await scoreWith('pairwise', {}, item)).toMatchObject({ value: 1 });
  expect(await scoreWith('pairwise', {}, other)).toMatchObject({ value: 0 });
  expect(await scoreWith('pairwise', { tie: 20 }, other)).toMatchObject({ value: 0.5 });
  expect(await scoreWith('pairwise', { evaluator: { use: 'exact-match' } }, item)).toMatchObject({
    value: 1,
  });
  expect(checkEvaluator({ use: 'pairwise', options: { evaluator: { use: 'latency' } } })).toMatchObject({
    kind: 'problem',
  });
});

test('a composite may be shown and never decides', async () => {
  const parts = [
    { name: 'right', use: 'exact-match', weight: 3 },
    { name: 'clean', use: 'toxicity' },
  ];
  expect(checkEvaluator({ use: 'composite', options: { parts } })).toMatchObject({
    kind: 'valid',
    declaration: { mayDecide: false, needs: ['expected'] },
  });
  expect(await scoreWith('composite', { parts }, evaluatedItem('idiot', 'idiot'))).toMatchObject({
    value: 0.75,
    details: { isComposite: true, parts: { right: 1, clean: 1 } },
  });
  expect(await scoreWith('composite', { parts }, evaluatedItem('x'))).toMatchObject({ kind: 'unscored' });
  const nested = { parts: [{ name: 'slow', use: 'latency' }] };
  expect(checkEvaluator({ use: 'composite', options: nested })).toMatchObject({ path: ['parts', 0] });
});

test('what an inner evaluator is changes what the outer one is', async () => {
  const hashOf = async (articles: string[]): Promise<string> => {
    const options = { quality: { use: 'token-f1', options: { articles } } };
    return (await openEvaluator({ use: 'token-efficiency', options }, evaluatorServices())).identity.hash;
  };
  expect(await hashOf(['a'])).not.toBe(await hashOf(['the']));
  const spelledOut = { quality: { use: 'token-f1', options: { articles: ['a', 'an', 'the'] } } };
  const inner = await openEvaluator({ use: 'token-efficiency', options: spelledOut }, evaluatorServices());
  expect(inner.identity).toMatchObject({ scale: 'ratio', unit: 'tokens', direction: 'lower-is-better' });
});

test('token efficiency divides tokens by quality, and no quality is no divisor', async () => {
  const usage = { inputTokens: 1, outputTokens: 30 };
  const options = { quality: { use: 'token-f1' } };
  expect(
    await scoreWith('token-efficiency', options, evaluatedItem('Paris France', 'Paris', { told: { usage } })),
  ).toMatchObject({ value: 45 });
  expect(
    await scoreWith('token-efficiency', options, evaluatedItem('Berlin', 'Paris', { told: { usage } })),
  ).toMatchObject({ kind: 'unscored' });
});
