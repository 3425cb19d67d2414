// References to evaluators are found, checked and opened; what is wrong with one is said where it is.
import { expect, test } from 'vitest';
import { checkEvaluator } from './checkEvaluator.ts';
import { evaluatedItem } from './evaluators/conformance/evaluatedItem.ts';
import { evaluatorServices } from './evaluators/conformance/evaluatorServices.ts';
import { openEvaluator } from './openEvaluator.ts';

test('an unknown name comes with the one that was probably meant', async () => {
  const opening = openEvaluator({ use: 'exact-mach', options: {} }, evaluatorServices());
  await expect(opening).rejects.toMatchObject({ code: 'evaluator/unknown' });
  await expect(opening).rejects.toThrow('did you mean exact-match?');
  expect(checkEvaluator({ use: 'exact-mach', options: {} })).toMatchObject({ kind: 'problem', path: [] });
});

test('a wrong option is named by its path', () => {
  expect(checkEvaluator({ use: 'json-subset', options: { tolerance: { relative: -1 } } })).toMatchObject({
    code: 'evaluator/invalid-options',
    path: ['tolerance', 'relative'],
  });
  expect(checkEvaluator({ use: 'contains', options: { value: 'x' } })).toMatchObject({
    message: expect.stringContaining('value') as string,
  });
  expect(checkEvaluator({ use: 'regex', options: { pattern: '(' } })).toMatchObject({ path: ['pattern'] });
});

test('defaults and spelled-out options are the same evaluator', async () => {
  const services = evaluatorServices();
  const plain = await openEvaluator({ use: 'token-f1', options: {} }, services);
  const spelled = await openEvaluator({ use: 'token-f1', options: { metric: 'f1', output: null } }, services);
  const other = await openEvaluator({ use: 'token-f1', options: { metric: 'recall' } }, services);
  expect(spelled.identity.hash).toBe(plain.identity.hash);
  expect(other.identity.hash).not.toBe(plain.identity.hash);
});

test('a thousand answers and five evaluators take well under a tenth of a second', async () => {
  const uses = ['exact-match', 'normalized-match', 'contains', 'token-f1', 'rouge'];
  const services = evaluatorServices();
  const opened = await Promise.all(uses.map((use) => openEvaluator({ use, options: {} }, services)));
  const items = Array.from({ length: 1000 }, (_, index) =>
    evaluatedItem(
      `Answer number ${String(index)}: the capital of France is Paris, which lies on the river Seine.`,
      `The capital of France, number ${String(index)}, is Paris on the Seine.`,
    ),
  );
  const { signal } = new AbortController();
  let best = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    for (const item of items) for (const evaluator of opened) await evaluator.score(item, signal);
    best = Math.min(best, performance.now() - began);
  }
  console.info(`1,000 answers × 5 evaluators: ${best.toFixed(1)} ms`);
  expect(best).toBeLessThan(100);
});
