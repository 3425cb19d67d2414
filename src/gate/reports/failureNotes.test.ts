import { expect, test } from 'vitest';
import type { EvaluationError } from '../../model/evaluation.ts';
import type { EpochResult, ExampleResult } from '../../model/gateRun.ts';
import { newGateRun } from '../../store/conformance/newGateRun.ts';
import { failureNotes } from './failureNotes.ts';

const timeout: EvaluationError = {
  code: 'target/timeout',
  message: 'It did not answer within 30 s',
  remedy: 'Raise `runner.timeout`.',
};
const slow: EvaluationError = {
  code: 'evaluator/regex-too-slow',
  message: 'The pattern backtracks.',
  remedy: 'Write it without nested repetition.',
};

function failed(): EpochResult {
  return {
    epoch: 0,
    outcome: { kind: 'error', error: timeout },
    latencyMs: null,
    attempts: 3,
    isCached: false,
    scores: {},
  };
}

function unscored(): EpochResult {
  const answer = {
    output: 'x',
    contexts: null,
    citations: null,
    toolCalls: null,
    usage: null,
    costUsd: null,
    model: null,
    details: null,
  };
  const score = { kind: 'unscored', reason: 'too slow', error: slow } as const;
  return { ...failed(), outcome: { kind: 'answered', answer }, scores: { format: score } };
}

function example(digit: string, candidate: EpochResult, baseline: EpochResult): ExampleResult {
  return {
    exampleId: digit.repeat(64),
    order: 0,
    input: 'q',
    expected: null,
    slices: [],
    cluster: null,
    candidate: [candidate],
    baseline: [baseline],
    combined: {},
  };
}

test('each cause is told once, with an example, what it said and what mends it', () => {
  const examples = [
    example('1', unscored(), unscored()),
    example('2', failed(), unscored()),
    example('3', failed(), failed()),
  ];
  expect(failureNotes({ run: newGateRun(), examples, url: null, next: [] })).toEqual([
    '1.1.0: a call of example 222222222222 failed (target/timeout): It did not answer within 30 s. Raise `runner.timeout`.',
    '1.0.0: a call of example 333333333333 failed (target/timeout): It did not answer within 30 s. Raise `runner.timeout`.',
    'format: an answer to example 111111111111 could not be scored (evaluator/regex-too-slow): The pattern backtracks. Write it without nested repetition.',
  ]);
});
