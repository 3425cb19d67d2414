// Has the calls of a plan made: lanes that share a limit, workers that take their turn, nobody too far ahead. Not what becomes of results.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord, Outcome } from '../../model/evaluation.ts';
import type { EvaluationContext } from '../context.ts';
import { type CallEnd, PatientCaller } from '../endpoint/patientCaller.ts';
import { evaluationError } from '../endpoint/evaluationError.ts';
import type { Attempt } from '../target.ts';
import { Changes, headOf, type Lane } from './lane.ts';
import type { PlanReader } from './planReader.ts';
import { seedOf } from './seedOf.ts';
import { unsoundField } from './wellFormed.ts';
import type { WorkItem } from './workOrder.ts';

/** Recorded answers are read this many at a time, so that signals and progress get their turn. */
const readsPerTurn = 200;

/** How far one arm may be ahead of the other, and a run ahead of a look, at least; in examples. */
const leastSlack = 8;

type AnsweredAttempt = Extract<Attempt, { kind: 'answered' }>;

export interface AskingHooks {
  /** A call came to its end. */
  readonly onCall: (item: WorkItem, call: CallRecord) => void;
  /** Every attempt, as it ends; told before its place is free for another. */
  readonly onAttempt: (item: WorkItem, attempt: Attempt) => void;
  /** Asked before every attempt. */
  readonly mayBegin: () => boolean;
  /** Whether the run is ending, so that nothing new begins. */
  readonly isEnding: () => boolean;
  /** The first example that may not begin before the next look was answered; infinite when none is due. */
  readonly lookLimit: () => number;
  /** What goes wrong with the run itself. */
  readonly onFailure: (cause: unknown) => void;
}

export class Asking {
  readonly #context: EvaluationContext;
  readonly #plan: PlanReader;
  readonly #hooks: AskingHooks;
  readonly #patience: AbortSignal;
  readonly #hard: AbortSignal;
  readonly #lanes: Lane[] = [];
  readonly #changes = new Changes();

  /**
   * @param items    in the order in which they are to begin
   * @param patience ends all waiting; calls in flight go on
   * @param hard     ends calls in flight
   */
  constructor(
    context: EvaluationContext,
    plan: PlanReader,
    items: Iterable<WorkItem>,
    hooks: AskingHooks,
    patience: AbortSignal,
    hard: AbortSignal,
  ) {
    this.#context = context;
    this.#plan = plan;
    this.#hooks = hooks;
    this.#patience = patience;
    this.#hard = hard;
    const byKey = Map.groupBy(items, ({ arm }) => {
      const target = plan.target(arm);
      return target.isRecorded ? `recorded ${arm}` : target.limitKey;
    });
    for (const lane of byKey.values()) {
      const most = Math.min(...lane.slice(0, 2).map(({ arm }) => this.#mostOf(arm)));
      const isRecorded = lane.some(({ arm }) => plan.target(arm).isRecorded);
      const settings = { ...plan.settings, mostConcurrency: most };
      this.#lanes.push({
        caller: isRecorded ? null : new PatientCaller(settings, context),
        items: lane,
        next: 0,
      });
    }
  }

  /** Resolves when every call came to its end, or the run is ending and nothing is in flight any more. */
  async run(): Promise<void> {
    await Promise.all(this.#lanes.flatMap((lane) => this.#workers(lane)));
  }

  /** Something that workers wait for may have changed. */
  wake(): void {
    this.#changes.tell();
  }

  get inFlight(): number {
    return this.#sum((caller) => caller.limit.inFlight);
  }

  /** Calls allowed at once as things stand. */
  get concurrency(): number {
    return this.#sum((caller) => caller.limit.limit);
  }

  get highestConcurrency(): number {
    return this.#sum((caller) => caller.limit.highest);
  }

  #mostOf(arm: WorkItem['arm']): number {
    return Math.min(this.#plan.settings.mostConcurrency, this.#plan.target(arm).mostConcurrent ?? Infinity);
  }

  /** Twice as many as may be in flight, so that a call that waits to be repeated leaves its place to another. */
  #workers(lane: Lane): Promise<void>[] {
    const { caller, items } = lane;
    const [first] = items;
    if (first === undefined) return [];
    const handle =
      caller === null
        ? (item: WorkItem) => this.#read(item, lane.next)
        : (item: WorkItem) => this.#ask(caller, item);
    const count = caller === null ? 1 : Math.min(2 * this.#mostOf(first.arm), items.length);
    return Array.from({ length: count }, () =>
      this.#work(lane, handle).catch((cause: unknown) => this.#hooks.onFailure(cause)),
    );
  }

  async #work(lane: Lane, handle: (item: WorkItem) => Promise<void>): Promise<void> {
    while (!this.#hooks.isEnding()) {
      const item = lane.items[lane.next];
      if (item === undefined) return;
      if (item.example >= this.#frontier(lane)) {
        await this.#changes.next();
        continue;
      }
      lane.next++;
      if (this.#lanes.length > 1) this.#changes.tell();
      await handle(item);
    }
  }

  /**
   * The first example that may not begin yet: not far beyond the next look, which may end the run, and not far ahead of the other arm,
   * so that both meet the same hour.
   */
  #frontier(lane: Lane): number {
    const slack = Math.max(leastSlack, 2 * this.#plan.settings.mostConcurrency);
    let frontier = this.#hooks.lookLimit() + slack;
    for (const other of this.#lanes) {
      if (other !== lane) frontier = Math.min(frontier, headOf(other) + slack);
    }
    return frontier;
  }

  async #ask(caller: PatientCaller, item: WorkItem): Promise<void> {
    let end: CallEnd<AnsweredAttempt>;
    try {
      end = await caller.call((signal) => this.#attempt(item, signal), this.#hard, {
        patience: this.#patience,
        mayBegin: this.#hooks.mayBegin,
      });
    } catch (cause) {
      if (this.#hard.aborted) return;
      throw cause;
    }
    if (end.kind === 'unfinished') return;
    const { attempts, startedAt } = end;
    const answered = end.kind === 'answered' ? end.answer : null;
    const outcome: Outcome =
      end.kind === 'answered'
        ? { kind: 'answered', answer: end.answer.answer }
        : { kind: 'error', error: end.error };
    const latencyMs = answered?.latencyMs ?? null;
    this.#hooks.onCall(item, { ...this.#plan.idOf(item), outcome, latencyMs, attempts, startedAt });
  }

  async #read(item: WorkItem, count: number): Promise<void> {
    const startedAt = this.#context.now();
    const attempt = await this.#attempt(item, this.#hard);
    const outcome: Outcome =
      attempt.kind === 'answered'
        ? { kind: 'answered', answer: attempt.answer }
        : { kind: 'error', error: attempt.error };
    const latencyMs = attempt.kind === 'answered' ? attempt.latencyMs : null;
    this.#hooks.onCall(item, { ...this.#plan.idOf(item), outcome, latencyMs, attempts: 0, startedAt });
    if (count % readsPerTurn === 0) await nextTurn();
  }

  async #attempt(item: WorkItem, signal: AbortSignal): Promise<Attempt> {
    const { exampleId, input } = this.#plan.example(item.example);
    const seed = seedOf(this.#plan.seed, exampleId, item.epoch);
    let attempt: Attempt;
    try {
      attempt = sound(
        await this.#plan.target(item.arm).ask({ exampleId, input, epoch: item.epoch, seed }, signal),
      );
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      const error = evaluationError('server/fault', `Asking the ${item.arm} failed: ${message}`);
      attempt = { kind: 'failed', error, isRetryable: false, isThrottled: false, retryAfterMs: null };
    }
    this.#hooks.onAttempt(item, attempt);
    signal.throwIfAborted();
    return attempt;
  }

  #sum(of: (caller: PatientCaller) => number): number {
    return this.#lanes.reduce((sum, { caller }) => sum + (caller === null ? 0 : of(caller)), 0);
  }
}

/** An answer that could be neither stored nor named by its content is an error of its example, not the end of the run. */
function sound(attempt: Attempt): Attempt {
  const field = attempt.kind === 'answered' ? unsoundField(attempt.answer) : null;
  if (field === null) return attempt;
  const message = `The answer has half of a surrogate pair, or a number that is not finite, in ${field}. A text cut within an emoji is the usual cause: cut texts by characters.`;
  const error = evaluationError('target/invalid-answer', message);
  return { kind: 'failed', error, isRetryable: false, isThrottled: false, retryAfterMs: null };
}
