// What asking a child process came to: its reply, or why there is none. Not how it is asked.
import type { JsonObject } from '../../model/json.ts';

/**
 * - `not-started`: the program cannot be run at all
 * - `died`: it ended, or had to be ended, while the request was in flight
 * - `timeout`: no reply in time; the process was ended
 * - `bad-line`: it wrote something to stdout that is no reply
 * - `line-too-long`: its reply was longer than the bound
 * - `unknown-id`: it replied to something that was not asked
 */
export type ProcessFailureReason =
  'not-started' | 'died' | 'timeout' | 'bad-line' | 'line-too-long' | 'unknown-id';

export interface ProcessFailure {
  readonly reason: ProcessFailureReason;
  /** In a sentence, with the exit code and the end of stderr where they are known. */
  readonly message: string;
  /** Others were in flight too and may be to blame, so asking again alone may succeed. */
  readonly isRetryable: boolean;
}

export type ProcessReply =
  | {
      readonly kind: 'replied';
      readonly reply: JsonObject;
      /** From the moment the request was written. */
      readonly latencyMs: number;
    }
  | { readonly kind: 'failed'; readonly failure: ProcessFailure };
