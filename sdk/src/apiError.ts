// What a call to Assay can end in besides an answer: a refusal of the server, or no answer at all. Not retries.
import type { WireProblem } from './wire.ts';

/** The server understood the request and refused it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** From the table of errors; never renamed. */
  readonly code: string;
  readonly status: number;
  readonly problem: WireProblem;

  constructor(problem: WireProblem) {
    super(`${problem.detail} ${problem.remedy}`.trim());
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
  }
}

/** Nobody answered, or who answered was not an Assay that could. Asking again later may help. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  /** The status of an answer that was not ours, such as a proxy's 502; undefined when there was none. */
  readonly status: number | undefined;

  constructor(message: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status;
  }
}

/** Whether the same request may be answered otherwise later: the server was away, busy, broken, or does not let us in yet. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || passingStatuses.has(error.status);
  return error instanceof UnreachableError;
}

/** Not let in (a token can be corrected), timed out, too early, too many requests. */
const passingStatuses: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);
