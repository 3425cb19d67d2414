// What a process's reply or failure means as an attempt of a target. Not the process.
import type { ErrorCode } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import type { ProcessFailureReason, ProcessReply } from '../process/processReply.ts';
import type { Attempt } from '../target.ts';
import { attemptOf, failedAttempt } from './failedAttempt.ts';
import { readAnswer } from './readAnswer.ts';

const codes: Readonly<Record<ProcessFailureReason, ErrorCode>> = {
  'not-started': 'target/process-not-started',
  died: 'target/process-died',
  timeout: 'target/timeout',
  'bad-line': 'target/bad-line',
  'line-too-long': 'target/too-large',
  'unknown-id': 'target/unknown-id',
};

/** A reply has `output`, or `error`: a text, or `{message, isRetryable}`. */
export function processAttempt(reply: ProcessReply): Attempt {
  if (reply.kind === 'failed') {
    const { reason, message, isRetryable } = reply.failure;
    return failedAttempt(codes[reason], message, isRetryable);
  }
  const { id: _id, error, ...answer } = reply.reply;
  if (error !== undefined && error !== null) return reported(error);
  return attemptOf(readAnswer(answer), reply.latencyMs, null);
}

function reported(error: Json): Attempt {
  if (typeof error === 'string') return failedAttempt('target/reported', error);
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message, isRetryable } = error;
    return failedAttempt(
      'target/reported',
      typeof message === 'string' ? message : JSON.stringify(error),
      isRetryable === true,
    );
  }
  return failedAttempt('target/reported', JSON.stringify(error));
}
