// What every evaluator in the list promises, asked of each in the same way.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Score } from '../../model/evaluation.ts';
import { checkEvaluator } from '../checkEvaluator.ts';
import type { EvaluatedItem, Evaluator } from '../evaluator.ts';
import { evaluators } from '../evaluators.ts';
import { openEvaluator } from '../openEvaluator.ts';
import { answerOf, exampleOf } from './conformance/evaluatedItem.ts';
import { evaluatorServices } from './conformance/evaluatorServices.ts';
import { samples, type Sample } from './conformance/samples.ts';

const signal = new AbortController().signal;
const opened: Evaluator[] = [];
afterAll(async () => {
  for (const evaluator of opened) await evaluator.close?.();
});

/** Judges ask a model; their own suite greets them. */
const greeted = evaluators.filter((kind) => kind.name !== 'judge');

async function open(name: string, sample: Sample): Promise<Evaluator> {
  const evaluator = await openEvaluator({ use: name, options: sample.options }, evaluatorServices());
  opened.push(evaluator);
  return evaluator;
}

test('every file of an evaluator is in the list once, and every sample is of an evaluator', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => readFileSync(join(import.meta.dirname, file), 'utf8').includes(': EvaluatorKind<'));
  expect(files).toHaveLength(greeted.length);
  expect(Object.keys(samples).sort()).toEqual(greeted.map(({ name }) => name).sort());
  expect(new Set(evaluators.map(({ name }) => name)).size).toBe(evaluators.length);
});

describe.each(greeted.map((kind) => ({ kind, name: kind.name })))('$name', ({ kind, name }) => {
  const sample = samples[name] as Sample;

  test('declares itself without being opened, as it does when opened', async () => {
    const checked = checkEvaluator({ use: name, options: sample.options });
    if (checked.kind === 'problem') throw new Error(checked.message);
    const { identity, needs } = await open(name, sample);
    expect(identity.version).toBe(kind.version);
    expect(identity.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(identity.options).toEqual(checked.options);
    expect(identity.unit === '').toBe(identity.scale !== 'ratio');
    expect(identity.range[0]).toBe(0);
    expect(identity.range[1]).toBe(identity.scale === 'ratio' ? null : 1);
    expect(kind.summary).toMatch(/\.$/);
    if (checked.declaration === null) return;
    const { mayDecide: _, ...declared } = checked.declaration;
    expect({ ...identity, needs }).toMatchObject(declared);
  });

  test('scores an answer within its range, the same each time', async () => {
    const evaluator = await open(name, sample);
    const first = await evaluator.score(sample.item, signal);
    expect(first).toMatchObject({ kind: 'scored' });
    expect(isAllowed(evaluator, first)).toBe(true);
    const again = await open(name, sample);
    expect(again.identity).toEqual(evaluator.identity);
    expect(await again.score(sample.item, signal)).toEqual(first);
    expect(await evaluator.score(structuredClone(sample.item), signal)).toEqual(first);
  });

  test('says unscored with a reason, never 0, when something is missing', async () => {
    const evaluator = await open(name, sample);
    for (const lacking of sample.without) {
      const result = await evaluator.score(lacking(sample.item), signal);
      expect(result.kind).toBe('unscored');
      if (result.kind === 'unscored') expect(result.reason.length).toBeGreaterThan(5);
    }
  });

  test('refuses options it does not know', () => {
    const checked = checkEvaluator({ use: name, options: { ...sample.options, tolerence: 1 } });
    expect(checked).toMatchObject({ kind: 'problem', code: 'evaluator/invalid-options' });
  });

  test('never throws and never leaves its range, whatever an answer holds', async () => {
    const evaluator = await open(name, sample);
    await fc.assert(
      fc.asyncProperty(anyItem, async (item) => {
        expect(isAllowed(evaluator, await evaluator.score(item, signal))).toBe(true);
      }),
      { numRuns: name === 'command' ? 30 : 150, seed: 20261120 },
    );
  });
});

function isAllowed({ identity }: Evaluator, score: Score): boolean {
  if (score.kind === 'unscored') {
    const code = score.error?.code;
    return score.reason !== '' && code !== 'evaluator/score-out-of-range' && code !== 'evaluator/fault';
  }
  if (!Number.isFinite(score.value)) return false;
  if (identity.scale === 'binary') return score.value === 0 || score.value === 1;
  return identity.scale === 'ratio' ? score.value > 0 : score.value >= 0 && score.value <= 1;
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'İ',
    'ﬁ',
    '👩‍👩‍👧',
    '[[[[',
    '-',
    '.',
    '1e999',
    '{"a":NaN}',
    '__proto__',
  ),
);
const json = fc.oneof(text, fc.jsonValue({ maxDepth: 4 }), fc.array(text, { maxLength: 4 })) as fc.Arbitrary<
  EvaluatedItem['answer']['output']
>;
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });
const count = maybe(fc.nat({ max: 1e6 }));

const anyItem: fc.Arbitrary<EvaluatedItem> = fc
  .record({
    output: fc.oneof(json, fc.record({ answer: json }), fc.record({ json })),
    expected: fc.oneof(
      json,
      fc.record({ answer: text }),
      fc.record({ sources: fc.array(text, { maxLength: 3 }) }),
    ),
    contexts: maybe(fc.array(fc.record({ id: text, text }), { maxLength: 4 })),
    citations: maybe(fc.array(text, { maxLength: 4 })),
    toolCalls: maybe(fc.array(fc.record({ name: text, arguments: json }), { maxLength: 4 })),
    usage: maybe(fc.record({ inputTokens: count, outputTokens: count })),
    costUsd: maybe(fc.double({ min: 0, max: 100, noNaN: true })),
    latencyMs: maybe(fc.double({ min: 0, max: 1e6, noNaN: true })),
    opponent: maybe(json),
    tags: fc.array(fc.constantFrom('unanswerable', 'other'), { maxLength: 2 }),
  })
  .map(({ output, expected, latencyMs, opponent, tags, ...told }) => ({
    example: exampleOf(expected, { tags }),
    epoch: 0,
    answer: answerOf(output, told),
    latencyMs,
    opponent: opponent === null ? null : answerOf(opponent),
  }));
