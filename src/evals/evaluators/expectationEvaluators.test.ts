// Refusal, citations, tools, JSON: evaluators that read more than a text from an answer or an expectation.
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../model/json.ts';
import { checkEvaluator } from '../checkEvaluator.ts';
import { evaluatedItem, exampleOf } from './conformance/evaluatedItem.ts';
import { scoreWith, valueOf } from './conformance/scoreWith.ts';

test('refusal holds an answer to what the example says, by tag or by field, in English and German', async () => {
  const refused = 'I’m sorry, but I can’t help with that.';
  const unanswerable = exampleOf('none', { tags: ['unanswerable'] });
  const score = async (output: string, example = exampleOf('Paris')): Promise<unknown> => {
    const result = await scoreWith('refusal', {}, evaluatedItem(output, null, { example }));
    return result.kind === 'scored' ? result.value : result.error?.code;
  };
  expect(await score(refused)).toBe(0);
  expect(await score('Paris')).toBe(1);
  expect(await score(refused, unanswerable)).toBe(1);
  expect(await score('Paris', unanswerable)).toBe(0);
  expect(
    await score('Das kann ich leider nicht sagen. Mir liegen keine Informationen vor.', unanswerable),
  ).toBe(1);
  expect(await score(refused, exampleOf({ refuse: true, answer: '' }))).toBe(1);
  expect(await score('Paris', exampleOf(null))).toBe('evaluator/missing-input');
  expect(await valueOf('refusal', { should: 'answer' }, { answer: '', refused: true })).toBe(0);
  expect(await valueOf('refusal', { should: 'refuse', phrases: ['no comment'] }, 'No comment.')).toBe(1);
});

test('citations are compared as sets, and nothing cited is no precision', async () => {
  const sources = { sources: ['a', 'b'] };
  const score = async (
    options: Record<string, string>,
    citations: string[],
    expected: { sources: string[] },
  ) => {
    const result = await scoreWith(
      'citations',
      options,
      evaluatedItem('x', expected, { told: { citations } }),
    );
    return result.kind === 'scored' ? result.value : result.error?.code;
  };
  expect(await score({}, ['a', 'c'], sources)).toBe(0.5);
  expect(await score({ metric: 'precision' }, ['a'], sources)).toBe(1);
  expect(await score({ metric: 'recall' }, ['a'], sources)).toBe(0.5);
  expect(await score({ metric: 'any' }, ['c', 'b'], sources)).toBe(1);
  expect(await score({ metric: 'precision' }, [], sources)).toBe('evaluator/missing-input');
  expect(await score({}, [], sources)).toBe(0);
  expect(await score({}, [], { sources: [] })).toBe(1);
  expect(await score({ metric: 'recall' }, ['a'], { sources: [] })).toBe('evaluator/missing-input');
  expect(await valueOf('citations', {}, { answer: 'x', citations: ['b', 'a'] }, sources)).toBe(1);
});

test('claims must stand in the cited passage, numbers included', async () => {
  const contexts = [
    { id: 'a', text: 'The tower was finished in 1889 and is 330 metres high.' },
    { id: 'b', text: 'It is repainted every seven years.' },
  ];
  const support = async (output: string, citations: string[]): Promise<unknown> => {
    const item = evaluatedItem(output, null, { told: { contexts, citations } });
    const result = await scoreWith('citations', { metric: 'support' }, item);
    return result.kind === 'scored' ? result.value : result.error?.code;
  };
  expect(await support('The tower is 330 metres high.', ['a'])).toBe(1);
  expect(await support('The tower is 331 metres high.', ['a'])).toBe(0);
  expect(await support('The tower is 330 metres high.', ['b'])).toBe(0);
  expect(await support('The tower is 330 metres high. It is made of chocolate.', ['a', 'b'])).toBe(0.5);
  expect(await support('It is. And so on.', ['a'])).not.toBe(0);
});

test('tool calls are matched in order or in any order, by a subset of their arguments', async () => {
  const made = [
    { name: 'search', arguments: { query: 'x', limit: 3 } },
    { name: 'open', arguments: { id: 7.0001 } },
  ];
  const score = async (options: JsonObject, expected: Json): Promise<unknown> => {
    const item = evaluatedItem('', expected, { told: { toolCalls: made } });
    const result = await scoreWith('tool-calls', options, item);
    return result.kind === 'scored' ? result.value : result.error?.code;
  };
  const expected = [{ name: 'open', arguments: { id: 7 } }, { name: 'search' }];
  const tolerance = { absolute: 0.01 };
  expect(await score({}, expected)).toBe(0);
  expect(await score({ tolerance }, expected)).toBe(1);
  expect(await score({ tolerance, order: 'ordered' }, expected)).toBe(0);
  expect(await score({ tolerance, order: 'ordered', score: 'f1' }, expected)).toBe(0.5);
  expect(await score({ tolerance, arguments: 'exact' }, expected)).toBe(0);
  expect(await score({}, { toolCalls: [{ name: 'search' }] })).toBe(0);
  expect(await score({ extra: 'allow' }, { tool_calls: [{ name: 'search' }] })).toBe(1);
  expect(await score({}, 'search')).toBe('evaluator/missing-input');
});

test('json-subset asks for what is expected and minds nothing else', async () => {
  const expected = { city: 'Paris', people: 2.1, rivers: ['Seine'] };
  const answer = { city: 'Paris', people: 2.14, rivers: ['Seine', 'Marne'], country: 'France' };
  expect(await valueOf('json-subset', {}, answer, expected)).toBe(0);
  expect(await valueOf('json-subset', { tolerance: { relative: 0.05 } }, answer, expected)).toBe(1);
  expect(await valueOf('json-subset', { score: 'share' }, JSON.stringify(answer), expected)).toBeCloseTo(
    2 / 3,
    12,
  );
  expect(await valueOf('json-subset', { lists: 'unordered' }, [3, 1, 2], [1, 2, 3])).toBe(1);
  expect(await valueOf('json-subset', { lists: 'unordered' }, [1, 2, 2], [1, 1, 2])).toBe(0);
  expect(await valueOf('json-subset', {}, '{"city": Paris}', expected)).toBe(0);
});

test('json-schema judges drafts 2020-12 with formats, and refuses schemas that lead elsewhere', async () => {
  const schema = {
    type: 'object',
    properties: { mail: { type: 'string', format: 'email' }, tags: { prefixItems: [{ const: 'a' }] } },
    required: ['mail'],
  };
  expect(await valueOf('json-schema', { schema }, '{"mail":"a@example.org"}')).toBe(1);
  expect(await valueOf('json-schema', { schema }, { mail: 'nobody' })).toBe(0);
  expect(await valueOf('json-schema', { schema }, { mail: 'a@example.org', tags: ['b'] })).toBe(0);
  expect(await valueOf('json-schema', { schema }, 'not JSON')).toBe(0);
  expect(await valueOf('json-schema', { schema }, '```json\n{"mail":"a@example.org"}\n```')).toBe(0);
  expect(
    await valueOf('json-schema', { schema, fences: 'accept' }, '```json\n{"mail":"a@example.org"}\n```'),
  ).toBe(1);
  const check = (bad: JsonObject): unknown =>
    checkEvaluator({ use: 'json-schema', options: { schema: bad } });
  const refused = { kind: 'problem', code: 'evaluator/invalid-options', path: ['schema'] };
  expect(check({ $ref: 'https://example.org/schema.json' })).toMatchObject(refused);
  expect(check({ type: 'strin' })).toMatchObject(refused);
  expect(check({ typ: 'string' })).toMatchObject(refused);
  expect(check({ pattern: '(' })).toMatchObject(refused);
  expect(check(JSON.parse('{"not":'.repeat(100) + '{}' + '}'.repeat(100)) as JsonObject)).toMatchObject(
    refused,
  );
  expect(check({ $defs: { a: { type: 'string' } }, $ref: '#/$defs/a' })).toMatchObject({ kind: 'valid' });
});

test('a value nested without end is unscored', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(await valueOf('json-schema', { schema: true }, deep)).toBe('evaluator/too-long');
});
