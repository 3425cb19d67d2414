// Calls one endpoint with patience: within its limit, again after what may pass, until a deadline. Not what is called.
import type { EvaluationError } from '../../model/evaluation.ts';
import type { EvaluationContext } from '../context.ts';
import { CallLimit, type CallLimitSettings, type CallOutcome, type CallTicket } from './callLimit.ts';
import type { EndpointFailure } from './endpointFailure.ts';

export interface PatienceSettings extends CallLimitSettings {
  /** Attempts per call, the first included; refusals that only ask for fewer calls are not counted. */
  readonly mostAttempts: number;
  /** No attempt begins later than this after the first, in milliseconds. */
  readonly callDeadlineMs: number;
}

export interface AnsweredAttempt {
  readonly kind: 'answered';
  readonly pauseMs: number | null;
}

export interface CallHooks {
  /** Asked before every attempt, when there is room for it; false ends the call without it. */
  readonly mayBegin?: (attempt: number) => boolean;
  /** Once it is aborted, nobody waits any more: calls in flight finish, all others end as unfinished. */
  readonly patience?: AbortSignal;
  /** Told of every attempt. */
  readonly onAttempt?: (attempt: AnsweredAttempt | EndpointFailure) => void;
}

export type CallEnd<A extends AnsweredAttempt> =
  | { readonly kind: 'answered'; readonly answer: A; readonly attempts: number; readonly startedAt: number }
  | {
      readonly kind: 'failed';
      readonly error: EvaluationError;
      readonly attempts: number;
      readonly startedAt: number;
    }
  /** It was to wait no longer, or `mayBegin` said no; neither an answer nor an error. */
  | { readonly kind: 'unfinished' };

type Clock = Pick<EvaluationContext, 'now' | 'elapsed' | 'sleep' | 'randomBytes'>;

const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
const spreadAfterWaitMs = 250;

/** One for every limit key. Calls begin in the order in which they were asked for; repeated attempts come first. */
export class PatientCaller {
  readonly #settings: PatienceSettings;
  readonly #clock: Clock;
  readonly limit: CallLimit;
  readonly #repeats: ((ticket: CallTicket) => void)[] = [];
  readonly #firsts: ((ticket: CallTicket) => void)[] = [];
  #isPaused = false;

  constructor(settings: PatienceSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.limit = new CallLimit(settings);
  }

  /** @throws the reason of the signal once it is aborted, and what `attempt` throws */
  async call<A extends AnsweredAttempt>(
    attempt: (signal: AbortSignal) => Promise<A | EndpointFailure>,
    signal: AbortSignal,
    hooks: CallHooks = {},
  ): Promise<CallEnd<A>> {
    const waiting = hooks.patience ?? signal;
    let attempts = 0;
    let counted = 0;
    let startedAt = 0;
    let deadline = Infinity;
    for (;;) {
      const ticket = await untilAborted(this.#room(attempts > 0, waiting), signal, waiting);
      if (ticket === undefined) return unfinished;
      if (hooks.mayBegin?.(attempts) === false) {
        this.#end(ticket, 'failed');
        return unfinished;
      }
      if (attempts === 0) {
        startedAt = this.#clock.now();
        deadline = this.#clock.elapsed() + this.#settings.callDeadlineMs;
      }
      attempts++;
      const result = await this.#attempt(attempt, ticket, signal);
      hooks.onAttempt?.(result);
      if (result.kind === 'answered') return { kind: 'answered', answer: result, attempts, startedAt };
      if (!result.isThrottled) counted++;
      if (!result.isRetryable) return gaveUp(result, attempts, startedAt, null);
      if (counted >= this.#settings.mostAttempts) {
        return gaveUp(result, attempts, startedAt, 'no attempts were left');
      }
      const waitMs = this.#waitFor(result.retryAfterMs, attempts);
      const earliest = Math.max(this.#clock.elapsed() + waitMs, this.limit.pausedUntil);
      if (earliest > deadline) return gaveUp(result, attempts, startedAt, 'its time was over');
      const slept = this.#clock.sleep(waitMs, waiting).then(() => true);
      if ((await untilAborted(slept, signal, waiting)) === undefined) return unfinished;
    }
  }

  async #attempt<A extends AnsweredAttempt>(
    attempt: (signal: AbortSignal) => Promise<A | EndpointFailure>,
    ticket: CallTicket,
    signal: AbortSignal,
  ): Promise<A | EndpointFailure> {
    let how: CallOutcome = 'failed';
    try {
      const result = await attempt(signal);
      if (result.kind === 'answered') {
        how = 'answered';
        this.#pause(result.pauseMs);
      } else if (result.isThrottled) {
        how = 'throttled';
        this.#pause(result.retryAfterMs);
      }
      return result;
    } finally {
      this.#end(ticket, how);
    }
  }

  #end(ticket: CallTicket, how: CallOutcome): void {
    this.limit.end(ticket, how);
    this.#letIn();
  }

  /** An endpoint that asks for a day is not waited for longer than one call may take. */
  #pause(ms: number | null): void {
    if (ms === null || ms <= 0) return;
    this.limit.pauseUntil(this.#clock.elapsed() + Math.min(ms, this.#settings.callDeadlineMs));
  }

  /**
   * Full jitter: anywhere between at once and twice as long as the time before, so that those who failed together do not return together.
   * What the endpoint asks for is waited out first.
   */
  #waitFor(retryAfterMs: number | null, attempts: number): number {
    const bytes = this.#clock.randomBytes(4);
    const share = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) / 2 ** 32;
    if (retryAfterMs !== null && retryAfterMs > 0) return retryAfterMs + share * spreadAfterWaitMs;
    return share * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempts - 1));
  }

  /** A place among the calls in flight, in turn. @throws the reason of the signal once it is aborted */
  #room(isRepeat: boolean, signal: AbortSignal): Promise<CallTicket> {
    return new Promise<CallTicket>((resolve, reject) => {
      if (signal.aborted) {
        reject(asError(signal.reason));
        return;
      }
      const queue = isRepeat ? this.#repeats : this.#firsts;
      const enter = (ticket: CallTicket): void => {
        signal.removeEventListener('abort', leave);
        resolve(ticket);
      };
      const leave = (): void => {
        const at = queue.indexOf(enter);
        if (at >= 0) queue.splice(at, 1);
        reject(asError(signal.reason));
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.push(enter);
      this.#letIn();
    });
  }

  #letIn(): void {
    while (this.#repeats.length > 0 || this.#firsts.length > 0) {
      const now = this.#clock.elapsed();
      if (!this.limit.hasRoom(now)) {
        if (this.limit.pausedUntil > now) void this.#wakeAfter(this.limit.pausedUntil - now);
        return;
      }
      const enter = this.#repeats.shift() ?? this.#firsts.shift();
      enter?.(this.limit.begin());
    }
  }

  async #wakeAfter(ms: number): Promise<void> {
    if (this.#isPaused) return;
    this.#isPaused = true;
    await this.#clock.sleep(ms, never);
    this.#isPaused = false;
    this.#letIn();
  }
}

const unfinished = { kind: 'unfinished' } as const;

/** What was waited for; undefined when the waiting was ended. @throws the reason of `signal` once that is aborted */
async function untilAborted<T>(
  wait: Promise<T>,
  signal: AbortSignal,
  patience: AbortSignal,
): Promise<T | undefined> {
  try {
    return await wait;
  } catch (cause) {
    signal.throwIfAborted();
    if (patience.aborted) return undefined;
    throw cause;
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

const never = new AbortController().signal;

function gaveUp(
  failure: EndpointFailure,
  attempts: number,
  startedAt: number,
  because: string | null,
): { kind: 'failed'; error: EvaluationError; attempts: number; startedAt: number } {
  const { error } = failure;
  const message =
    because === null || attempts < 2
      ? error.message
      : `${sentence(error.message)} Given up after ${attempts} attempts: ${because}.`;
  return { kind: 'failed', error: { ...error, message }, attempts, startedAt };
}

function sentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}
