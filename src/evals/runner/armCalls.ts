// The calls of one arm as they come in, and their sums. Not the other arm.
import type { CallRecord } from '../../model/evaluation.ts';
import type { ArmEvaluation, ArmTotals, CallResult } from './evaluation.ts';

/** Grows while the run goes on; reads as an {@link ArmEvaluation} at any time. */
export class ArmCalls implements ArmEvaluation {
  readonly calls: (CallResult | null)[];
  #concluded = 0;
  #cached = 0;
  #errors = 0;
  #retries = 0;
  #throttled = 0;
  #inputTokens: number | null = null;
  #outputTokens: number | null = null;
  #costUsd: number | null = null;
  #costUnknown = 0;

  constructor(size: number) {
    this.calls = new Array<CallResult | null>(size).fill(null);
  }

  noteThrottled(): void {
    this.#throttled++;
  }

  /** A call that was concluded, before it is scored. */
  noteCall(call: CallRecord, isCached: boolean): void {
    this.#concluded++;
    if (isCached) this.#cached++;
    if (call.outcome.kind === 'error') this.#errors++;
    if (isCached) return;
    this.#retries += Math.max(0, call.attempts - 1);
    if (call.outcome.kind === 'error') return;
    const { usage, costUsd } = call.outcome.answer;
    this.#inputTokens = sum(this.#inputTokens, usage?.inputTokens ?? null);
    this.#outputTokens = sum(this.#outputTokens, usage?.outputTokens ?? null);
    this.#costUsd = sum(this.#costUsd, costUsd);
    if (costUsd === null) this.#costUnknown++;
  }

  get totals(): ArmTotals {
    return {
      calls: this.#concluded,
      cached: this.#cached,
      errors: this.#errors,
      retries: this.#retries,
      throttled: this.#throttled,
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      costUsd: this.#costUsd,
      costUnknown: this.#costUnknown,
    };
  }
}

function sum(so: number | null, more: number | null): number | null {
  return more === null ? so : (so ?? 0) + more;
}
