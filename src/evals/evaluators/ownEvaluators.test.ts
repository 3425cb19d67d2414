// Evaluators that users write: modules and commands, well-behaved and hostile.
import { expect, test } from 'vitest';
import { openEvaluator } from '../openEvaluator.ts';
import { evaluatedItem } from './conformance/evaluatedItem.ts';
import { evaluatorServices } from './conformance/evaluatorServices.ts';
import { scoreWith } from './conformance/scoreWith.ts';

const item = evaluatedItem('Paris', 'Paris');
const { signal } = new AbortController();

test('a module may export an object, a function or an instance', async () => {
  const object = await openEvaluator(
    { use: 'module', options: { module: 'sameLength.ts' } },
    evaluatorServices(),
  );
  expect(object.identity).toMatchObject({ dimension: 'length', scale: 'binary', range: [0, 1] });
  expect(object.needs).toEqual(['expected']);
  expect(await object.score(item, signal)).toMatchObject({
    value: 1,
    reason: 'counted',
    details: { length: 5 },
  });
  expect(await scoreWith('module', { module: 'sameLength.ts#half' }, item)).toMatchObject({ value: 0.5 });
  expect(await scoreWith('module', { module: 'sameLength.ts#counting' }, item)).toMatchObject({
    value: 0.25,
  });
});

test.each([
  ['tooMuch', 'evaluator/score-out-of-range', '7'],
  ['notANumber', 'evaluator/score-out-of-range', 'NaN'],
  ['notAScore', 'evaluator/invalid-answer', 'points'],
  ['thrower', 'evaluator/fault', 'cannot read this answer'],
  ['never', 'evaluator/too-slow', '50 ms'],
])('a module that answers like %s leaves the example unscored', async (name, code, message) => {
  const score = await scoreWith('module', { module: `sameLength.ts#${name}`, timeoutMs: 50 }, item);
  expect(score).toMatchObject({ kind: 'unscored', error: { code } });
  if (score.kind === 'unscored') expect(score.reason).toContain(message);
});

test.each([
  ['absent.ts', 'there is no file'],
  ['sameLength.ts#nothing', 'it exports'],
  ['sameLength.ts#scoreless', 'score'],
])('a module %s that cannot be an evaluator is refused with what to mend', async (module, message) => {
  const opening = openEvaluator({ use: 'module', options: { module } }, evaluatorServices());
  await expect(opening).rejects.toMatchObject({ code: 'evaluator/invalid-module' });
  await expect(opening).rejects.toThrow(message);
});

const program = (behaviour: string) => ({ command: [process.execPath, 'lineEvaluator.mjs', behaviour] });

test.each([
  ['prints', 'evaluator/invalid-answer', 'Loading model'],
  ['wrong-id', 'evaluator/invalid-answer', 'somebody'],
  ['nan', 'evaluator/invalid-answer', ''],
  ['text', 'evaluator/invalid-answer', 'score'],
  ['no-score', 'evaluator/invalid-answer', ''],
  ['huge', 'evaluator/invalid-answer', 'MB'],
  ['out-of-range', 'evaluator/score-out-of-range', '42'],
  ['reports', 'evaluator/fault', 'the model is not loaded'],
  ['dies', 'evaluator/process-died', 'out of memory'],
  ['hangs', 'evaluator/too-slow', ''],
])('a command that %s costs its example only', async (behaviour, code, message) => {
  const options = { ...program(behaviour), timeoutMs: 300, startupMs: 1500 };
  const evaluator = await openEvaluator({ use: 'command', options }, evaluatorServices());
  try {
    const first = await evaluator.score(item, signal);
    expect(first).toMatchObject({ kind: 'unscored', error: { code } });
    if (first.kind === 'unscored') {
      expect(first.reason).toContain(message);
      expect(first.error?.remedy).not.toBe('');
    }
    // A new process forgets that it was asked before, so its second answer is hostile again.
    if (behaviour === 'dies' || behaviour === 'hangs') return;
    expect(await evaluator.score(item, signal)).toMatchObject({ kind: 'scored', value: 1 });
  } finally {
    await evaluator.close?.();
  }
});

test('a program that does not exist is said by name', async () => {
  expect(await scoreWith('command', { command: ['no-such-program-anywhere'] }, item)).toMatchObject({
    kind: 'unscored',
    error: { code: 'evaluator/process-died' },
  });
});

test('a command declares its scores in its options, and the content of its files is part of its identity', async () => {
  const options = {
    ...program('honest'),
    scale: 'ratio',
    unit: 'points',
    direction: 'lower-is-better',
    files: [],
  };
  const services = evaluatorServices();
  const without = await openEvaluator({ use: 'command', options }, services);
  const named = await openEvaluator(
    { use: 'command', options: { ...options, files: ['lineEvaluator.mjs'] } },
    services,
  );
  expect(without.identity).toMatchObject({ scale: 'ratio', unit: 'points', range: [0, null] });
  expect(named.identity.hash).not.toBe(without.identity.hash);
  await expect(
    openEvaluator({ use: 'command', options: { ...options, files: ['gone.py'] } }, services),
  ).rejects.toMatchObject({ code: 'evaluator/invalid-options' });
});
