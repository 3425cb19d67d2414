// What compiles and what does not: every line below "@ts-expect-error" must be refused by the compiler, or `npm run types` fails.
import { expect, expectTypeOf, test } from 'vitest';
import { defineEval } from './defineEval.ts';
import { defineEvaluator, type ScoredItem } from './defineEvaluator.ts';
import { defineObjective } from './defineObjective.ts';
import { defineTarget, type TargetCall } from './defineTarget.ts';
import type { WireJson } from '../wireJson.ts';

interface Question {
  readonly question: string;
}

interface Reply {
  readonly text: string;
  readonly words?: number;
}

const answer = defineTarget(async ({ input, seed }: TargetCall<Question>) => ({
  output: input.question,
  contexts: ['a passage', { id: 'p2', text: 'another' }],
  usage: { outputTokens: seed },
}));

const polite = defineEvaluator({
  dimension: 'custom',
  scale: 'binary',
  score: ({ output }: ScoredItem<Question, string>) => output.includes('please'),
});

test('definitions are what was given', () => {
  const score = (): number => 1;
  const definition = { dimension: 'accuracy', needs: ['expected'], score } as const;
  expect(defineEvaluator(definition)).toBe(definition);
  const objective = { use: 'exact-match', margin: 0.05 };
  expect(defineObjective(objective)).toBe(objective);
  const target = (): string => 'x';
  expect(defineTarget(target)).toBe(target);
  const evaluation = { component: 'c', dataset: 'd', candidate: { module: answer }, objectives: { polite } };
  expect(defineEval(evaluation)).toBe(evaluation);
});

test('a target may answer with any JSON, or with an output and what else is known', () => {
  defineTarget(() => 'a text');
  defineTarget(async () => null);
  defineTarget(async (): Promise<Reply> => ({ text: 'an interface' }));
  defineTarget(async ({ input }) => ({ output: input, costUsd: null, latencyMs: 3 }));
  defineTarget(async ({ input }: TargetCall<Question>) =>
    input.question === '' ? null : { output: 'x', toolCalls: [{ name: 'search' }] },
  );
  defineTarget(({ input }) => {
    if (input === null) return true;
    return input === 1 ? { text: 'a' } : { output: 'x', citations: ['a'] };
  });
  defineTarget(async ({ input }) => {
    if (input === null) return null;
    const reply: Reply = { text: 'x' };
    return input === 1 ? { output: reply } : { output: 'x', usage: { inputTokens: 1 } };
  });
  defineTarget(({ input, exampleId, epoch, seed, signal }) => {
    expectTypeOf(input).toEqualTypeOf<WireJson>();
    expectTypeOf(exampleId).toEqualTypeOf<string>();
    expectTypeOf(epoch).toEqualTypeOf<number>();
    expectTypeOf(seed).toEqualTypeOf<number>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    return 1;
  });
});

test('a target that could only be refused does not compile', () => {
  // @ts-expect-error a misspelt field
  defineTarget(async () => ({ output: 'x', citation: [] }));
  // @ts-expect-error citations are texts
  defineTarget(async () => ({ output: 'x', citations: [1] }));
  // @ts-expect-error usage counts numbers
  defineTarget(() => ({ output: 'x', usage: { outputTokens: '3' } }));
  // @ts-expect-error a date is no JSON
  defineTarget(async () => ({ output: new Date(0) }));
  // @ts-expect-error a function is no JSON
  defineTarget(async () => ({ deep: { inside: () => 1 } }));
  // @ts-expect-error nothing is no answer
  defineTarget(async () => {});
  // @ts-expect-error a target is never told what is expected
  defineTarget(async ({ expected }) => String(expected));
});

test('an evaluator knows what it is given', () => {
  defineEvaluator({
    scale: 'ratio',
    unit: 'words',
    score(item, options, signal) {
      expectTypeOf(item).toEqualTypeOf<ScoredItem>();
      expectTypeOf(options).toEqualTypeOf<{ readonly [key: string]: WireJson }>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      return JSON.stringify(item.output).split(' ').length;
    },
  });
  defineEvaluator({
    score: ({ expected }) => (expected === null ? null : { score: true, reason: 'as expected' }),
  });
  defineEvaluator({
    score({ output }) {
      if (output === null) return null;
      if (output === 'none') return true;
      return output === '' ? 0.5 : { score: false, reason: 'neither' };
    },
  });
  defineEvaluator({
    score: async ({ output }) => (output === null ? true : { score: 1, details: { a: [1] } }),
  });
  defineEvaluator({ isDeterministic: false, score: async () => 0.5, close: () => {} });
});

test('an evaluator that could only be refused does not compile', () => {
  // @ts-expect-error no such dimension
  defineEvaluator({ dimension: 'acuracy', score: () => 1 });
  // @ts-expect-error only a ratio has a unit
  defineEvaluator({ scale: 'score', unit: 'words', score: () => 1 });
  // @ts-expect-error a range is said by the scale
  defineEvaluator({ range: [0, 10], score: () => 1 });
  // @ts-expect-error no such need
  defineEvaluator({ needs: ['citation'], score: () => 1 });
  // @ts-expect-error a text is no score
  defineEvaluator({ score: () => 'good' });
  // @ts-expect-error a misspelt field of the result
  defineEvaluator({ score: () => ({ score: 1, reasons: 'x' }) });
  // @ts-expect-error undefined is no score; null is
  defineEvaluator({ score: () => undefined });
  // @ts-expect-error there is no such field in what is scored
  defineEvaluator({ score: ({ outputs }) => (outputs === null ? 0 : 1) });
  // @ts-expect-error no score at all
  defineEvaluator({ dimension: 'accuracy' });
});

test('an evaluation names its objectives, and its tiers know them', () => {
  const right = defineObjective({ use: 'exact-match', margin: 0.05, criticality: 'critical' });
  defineEval({
    component: { name: 'support', kind: 'agent' },
    dataset: { source: 'golden.jsonl', version: '1.2.0' },
    candidate: { version: '1.1.0', module: { export: answer, files: ['prompts'] } },
    baseline: { version: '1.0.0', recorded: { gateRun: 'abcd1234', arm: 'candidate' } },
    objectives: { right, polite, kind: { use: polite, options: { least: 1 }, floor: 0.9 }, words: 'length' },
    slices: ['topic', { key: 'country', critical: ['AT'] }, { name: 'hard', tags: ['hard'], critical: true }],
    tiers: { pr: { slice: 'hard', limit: 10, objectives: ['right', 'kind'], decide: 'all-pass' } },
    runner: { timeout: '10s', mostOutput: '1MB' },
    statistics: { sequential: true },
  });
});

test('an evaluation that could only be refused does not compile', () => {
  const rest = { component: 'c', dataset: 'd', objectives: { polite } } as const;
  const candidate = { module: answer };
  // @ts-expect-error reached in two ways
  defineEval({ ...rest, candidate: { module: answer, http: 'http://127.0.0.1/' } });
  // @ts-expect-error reached in none
  defineEval({ ...rest, candidate: { version: '1.0.0' } });
  // @ts-expect-error recorded in two places
  defineEval({ ...rest, candidate: { recorded: { file: 'a.jsonl', gateRun: 'abcd' } } });
  // @ts-expect-error a misspelt option of a target
  defineEval({ ...rest, candidate: { http: { url: 'http://127.0.0.1/', metod: 'GET' } } });
  // @ts-expect-error a misspelt demand
  defineEval({ ...rest, candidate, objectives: { polite: { use: polite, flor: 0.9 } } });
  // @ts-expect-error no such objective
  defineEval({ ...rest, candidate, tiers: { pr: { objectives: ['rude'] } } });
  // @ts-expect-error no such tier
  defineEval({ ...rest, candidate, tiers: { nightly: {} } });
  // @ts-expect-error no such unit of time
  defineEval({ ...rest, candidate, runner: { timeout: '10 sec' } });
  // @ts-expect-error a misspelt key
  defineEval({ ...rest, candidate, slice: ['topic'] });
  // @ts-expect-error no objectives
  defineEval({ component: 'c', dataset: 'd', candidate });
});
