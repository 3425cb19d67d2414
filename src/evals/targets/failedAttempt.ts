// An attempt of a target that gave no answer. Not what an endpoint said about its limits.
import type { ErrorCode } from '../../model/errors.ts';
import { endpointFailure, type EndpointFailure } from '../endpoint/endpointFailure.ts';
import type { ReadAnswer } from './readAnswer.ts';
import type { Attempt } from '../target.ts';

export function failedAttempt(code: ErrorCode, message: string, isRetryable = false): EndpointFailure {
  return endpointFailure(code, message, { isRetryable });
}

/** @param whole what was read, for the message */
export function attemptOf(read: ReadAnswer, measuredMs: number | null, pauseMs: number | null): Attempt {
  if (!read.ok) return failedAttempt('target/invalid-answer', `The answer ${read.problem}.`);
  return { kind: 'answered', answer: read.answer, latencyMs: read.latencyMs ?? measuredMs, pauseMs };
}

export function missingField(path: string): EndpointFailure {
  return failedAttempt(
    'target/missing-field',
    `The template asks for {{${path}}}, which the input does not have.`,
  );
}
