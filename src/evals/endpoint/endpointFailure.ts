// Why an endpoint gave no answer, and whether asking again may help. Not the asking again.
import type { ErrorCode } from '../../model/errors.ts';
import type { EvaluationError } from '../../model/evaluation.ts';
import { evaluationError } from './evaluationError.ts';

export interface EndpointFailure {
  readonly kind: 'failed';
  readonly error: EvaluationError;
  readonly isRetryable: boolean;
  /** The endpoint asked for fewer calls. */
  readonly isThrottled: boolean;
  /** As the endpoint asked; null when it did not. */
  readonly retryAfterMs: number | null;
}

export function endpointFailure(
  code: ErrorCode,
  message: string,
  more: Partial<Pick<EndpointFailure, 'isRetryable' | 'isThrottled' | 'retryAfterMs'>> = {},
): EndpointFailure {
  return {
    kind: 'failed',
    error: evaluationError(code, message),
    isRetryable: false,
    isThrottled: false,
    retryAfterMs: null,
    ...more,
  };
}
