// For each evaluator: options that it takes, an answer it can score, and what it must not be able to score without.
import type { Json, JsonObject } from '../../../model/json.ts';
import type { EvaluatedItem } from '../../evaluator.ts';
import { answerOf, evaluatedItem } from './evaluatedItem.ts';

export interface Sample {
  readonly options: JsonObject;
  readonly item: EvaluatedItem;
  /** Each makes the same answer one that cannot be scored. */
  readonly without: readonly ((item: EvaluatedItem) => EvaluatedItem)[];
}

const noExpectation = (item: EvaluatedItem): EvaluatedItem => ({
  ...item,
  example: { ...item.example, expected: null },
});
const noText = (item: EvaluatedItem): EvaluatedItem => ({ ...item, answer: { ...item.answer, output: {} } });
const unknown =
  (...fields: readonly ('contexts' | 'citations' | 'toolCalls' | 'usage' | 'costUsd')[]) =>
  (item: EvaluatedItem): EvaluatedItem => ({
    ...item,
    answer: { ...item.answer, ...Object.fromEntries(fields.map((field) => [field, null])) },
  });

const text = evaluatedItem('The capital of France is Paris.', 'Paris is the capital of France.');
const compared: Sample = { options: {}, item: text, without: [noExpectation, noText] };
const usage = { inputTokens: 12, outputTokens: 30 };
const contexts = [
  { id: 'a', text: 'Paris is the capital of France and its largest city.' },
  { id: 'b', text: 'Berlin is the capital of Germany.' },
];
const sourced = evaluatedItem(
  'Paris is the capital of France.',
  { sources: ['a'] },
  { told: { contexts, citations: ['a', 'b'] } },
);
const calls: Json = [{ name: 'search', arguments: { query: 'capital of France' } }];

export const samples: Readonly<Record<string, Sample>> = {
  'exact-match': compared,
  'normalized-match': compared,
  contains: compared,
  regex: { options: { pattern: '\\bParis\\b' }, item: text, without: [noText] },
  'json-schema': {
    options: {
      schema: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } },
      output: '/json',
    },
    item: evaluatedItem({ json: '{"city":"Paris"}' }),
    without: [noText],
  },
  'json-subset': {
    options: { score: 'share', output: '/json' },
    item: evaluatedItem(
      { json: '{"city":"Paris","people":2.1,"river":"Seine"}' },
      { city: 'Paris', people: 2 },
    ),
    without: [noExpectation, noText],
  },
  numeric: {
    options: { absolute: 0.1 },
    item: evaluatedItem('It is about 42.05.', 42),
    without: [noExpectation, noText],
  },
  classification: {
    options: { labels: ['spam', 'ham'], positive: 'spam' },
    item: evaluatedItem('Spam.', 'spam'),
    without: [noExpectation, noText],
  },
  'token-f1': compared,
  rouge: compared,
  bleu: compared,
  levenshtein: compared,
  'embedding-cosine': {
    options: { baseUrl: 'http://127.0.0.1:9/v1', model: 'letters' },
    item: text,
    without: [noExpectation, noText],
  },
  citations: { options: {}, item: sourced, without: [noExpectation, unknown('citations')] },
  faithfulness: { options: {}, item: sourced, without: [unknown('contexts'), noText] },
  refusal: { options: {}, item: text, without: [noExpectation, noText] },
  'tool-calls': {
    options: { score: 'f1' },
    item: evaluatedItem('', calls, {
      told: { toolCalls: [{ name: 'search', arguments: { query: 'capital of France', limit: 3 } }] },
    }),
    without: [noExpectation, unknown('toolCalls')],
  },
  latency: {
    options: {},
    item: { ...text, latencyMs: 812.5 },
    without: [(item) => ({ ...item, latencyMs: null })],
  },
  cost: {
    options: {},
    item: evaluatedItem('x', null, { told: { costUsd: 0.0021 } }),
    without: [unknown('costUsd')],
  },
  tokens: { options: {}, item: evaluatedItem('x', null, { told: { usage } }), without: [unknown('usage')] },
  'token-efficiency': {
    options: { quality: { use: 'token-f1' } },
    item: { ...text, answer: answerOf('The capital of France is Paris.', { usage }) },
    without: [unknown('usage'), noExpectation],
  },
  length: { options: {}, item: text, without: [noText] },
  toxicity: { options: {}, item: text, without: [noText] },
  bias: { options: {}, item: text, without: [noText] },
  'pass-at-k': {
    options: { k: 2, evaluator: { use: 'contains', options: { texts: ['Paris'] } } },
    item: text,
    without: [noText],
  },
  pairwise: {
    options: { evaluator: { use: 'token-f1' } },
    item: { ...text, opponent: answerOf('Paris') },
    without: [noExpectation, (item) => ({ ...item, opponent: null })],
  },
  composite: {
    options: {
      parts: [
        { name: 'words', use: 'token-f1', weight: 2 },
        { name: 'clean', use: 'toxicity' },
      ],
    },
    item: text,
    without: [noExpectation, noText],
  },
  module: { options: { module: 'sameLength.ts' }, item: text, without: [noExpectation, noText] },
  command: {
    options: { command: [process.execPath, 'lineEvaluator.mjs'], needs: ['expected'] },
    item: text,
    without: [noExpectation],
  },
};
