// The contract of a target: what is evaluated, asked one example at a time. Knows no kind of target.
import type { z } from 'zod';
import type { EvaluationError, TargetOutput } from '../model/evaluation.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { EvaluationContext } from './context.ts';

/** What a target is told. Never the expectation. */
export interface TargetRequest {
  readonly exampleId: string;
  readonly input: Json;
  readonly epoch: number;
  /** Derived from the gate run's seed, the example and the epoch: a 32-bit unsigned integer. */
  readonly seed: number;
}

/** What one attempt came to. The runner retries what may be retried; a target never retries by itself. */
export type Attempt =
  | {
      readonly kind: 'answered';
      readonly answer: TargetOutput;
      readonly latencyMs: number | null;
      /** The endpoint said that it has no calls left for so long; null when it did not. */
      readonly pauseMs: number | null;
    }
  | {
      readonly kind: 'failed';
      readonly error: EvaluationError;
      readonly isRetryable: boolean;
      /** The endpoint asked for fewer calls (429, 503, rate-limit headers). */
      readonly isThrottled: boolean;
      /** As the endpoint asked (Retry-After); null when it did not. */
      readonly retryAfterMs: number | null;
    };

export interface Target {
  /** How it is reached, without secrets: part of the manifest. */
  readonly description: JsonObject;
  /** SHA-256, in hexadecimal, of everything that could change its answers. */
  readonly hash: string;
  /** Calls of targets with the same key share one limit of concurrency: host and model, or the process. */
  readonly limitKey: string;
  /** At most this many calls at once whatever the endpoint allows; null for no bound of its own. */
  readonly mostConcurrent: number | null;
  /** Answers are read, not asked for: no latency, no cost, no cache. */
  readonly isRecorded: boolean;
  /** Never throws for what a target does; an abort rejects with the signal's reason. */
  ask(request: TargetRequest, signal: AbortSignal): Promise<Attempt>;
  close(): Promise<void>;
}

export interface TargetServices extends EvaluationContext {
  /** Folder that relative paths in options are meant from. */
  readonly folder: string;
  /** Longest time one attempt may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Larger answers are an error of the example. */
  readonly mostOutputBytes: number;
}

/** A member of the list of targets. */
export interface TargetKind<Options extends JsonObject = JsonObject> {
  readonly name: string;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** Options with their defaults; refuses unknown ones, so that a typo is not a silent default. */
  readonly options: z.ZodType<Options>;
  /** What a plain string stands for in place of options: a model, a URL, a command, a file. */
  readonly fromText: (said: string) => JsonObject;
  /**
   * Asks nothing yet.
   *
   * @throws AssayError `target/missing-file`, `endpoint/missing-secret` or another refusal that names the option
   */
  open(options: Options, services: TargetServices): Promise<Target>;
}
