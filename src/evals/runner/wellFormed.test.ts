import { expect, test } from 'vitest';
import type { Score, TargetOutput } from '../../model/evaluation.ts';
import { evaluationError } from '../endpoint/evaluationError.ts';
import { soundScore, unsoundField } from './wellFormed.ts';

const answer = (over: Partial<TargetOutput>): TargetOutput => ({
  output: 'Oslo 😀',
  contexts: null,
  citations: null,
  toolCalls: null,
  usage: null,
  costUsd: null,
  model: null,
  details: null,
  ...over,
});

test('an answer that was cut within an emoji is told by its field, and a whole one is sound', () => {
  expect(unsoundField(answer({}))).toBe(null);
  expect(unsoundField(answer({ output: { text: ['Oslo \ud83d'] } }))).toBe('output');
  expect(unsoundField(answer({ output: { '\ude00': 1 } }))).toBe('output');
  expect(unsoundField(answer({ contexts: [{ id: '1', text: '\ude00' }] }))).toBe('contexts');
  expect(unsoundField(answer({ details: { perplexity: Number.NaN } }))).toBe('details');
});

test('what a score says is mended, its value is not touched, and a backslash before a u stays text', () => {
  const score: Score = {
    kind: 'scored',
    value: 0.5,
    reason: 'cut at \ud83d, not at \\ud83d nor 😀',
    details: { '\ude00': Number.POSITIVE_INFINITY },
  };
  expect(soundScore(score)).toEqual({
    kind: 'scored',
    value: 0.5,
    reason: 'cut at \ufffd, not at \\ud83d nor 😀',
    details: { '\ufffd': null },
  });
  const sound: Score = { kind: 'unscored', reason: '😀', error: null };
  expect(soundScore(sound)).toBe(sound);
});

test('a message that is cut within a character can still be stored', () => {
  expect(evaluationError('target/reported', `${'x'.repeat(1999)}😀`).message.isWellFormed()).toBe(true);
});
