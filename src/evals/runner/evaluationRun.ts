// One run of the runner while it lasts: results that come in, looks that are due, and its end. Not asking, not scoring, not limits.
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord } from '../../model/evaluation.ts';
import type { EvaluationContext } from '../context.ts';
import type { Attempt } from '../target.ts';
import { Asking } from './asking.ts';
import { Circuit } from './circuit.ts';
import type { Evaluation, EvaluationEnd } from './evaluation.ts';
import type { EvaluationObserver } from './evaluationObserver.ts';
import type { ArmName, EvaluationPlan } from './evaluationPlan.ts';
import { KeptCalls } from './keptCalls.ts';
import { LiveEvaluation } from './liveEvaluation.ts';
import { LookSchedule } from './lookSchedule.ts';
import { PlanReader } from './planReader.ts';
import { ProgressMeter } from './progressMeter.ts';
import { ResultScorer, type Scores } from './resultScorer.ts';
import { Spending } from './spending.ts';
import type { WorkItem } from './workOrder.ts';

/** Calls in flight when a run ends early have been paid for: they get this long to be kept; those of a spent budget, all their time. */
const cancelGraceMs = 2000;
const timeGraceMs = 5000;

/** Kept answers are taken this many at a time, so that signals and progress get their turn. */
const takesPerTurn = 200;

const beatMs = 1000;

export class EvaluationRun {
  readonly #context: EvaluationContext;
  readonly #plan: EvaluationPlan;
  readonly #reader: PlanReader;
  readonly #observer: EvaluationObserver;
  readonly #live: LiveEvaluation;
  readonly #kept: KeptCalls;
  readonly #spending: Spending;
  readonly #meter: ProgressMeter;
  readonly #scorer: ResultScorer;
  readonly #looks: LookSchedule;
  readonly #circuits: ReadonlyMap<ArmName, Circuit>;
  /** Ends all waiting; calls in flight go on. */
  readonly #patience = new AbortController();
  /** Ends calls in flight. */
  readonly #hard = new AbortController();
  /** Results on their way: being made durable, being scored, being looked at. */
  readonly #pending = new Set<Promise<void>>();
  readonly #began: number;
  /** Null until what was kept is known. */
  #asking: Asking | null = null;
  #ended: EvaluationEnd | null = null;
  #failure: { readonly cause: unknown } | null = null;
  /** Attempts begun whose cost is not known yet. */
  #unpaid = 0;

  constructor(context: EvaluationContext, plan: EvaluationPlan, observer: EvaluationObserver) {
    const { examples, epochs, baseline } = plan;
    this.#context = context;
    this.#plan = plan;
    this.#reader = new PlanReader(plan);
    this.#observer = observer;
    this.#live = new LiveEvaluation(examples.length, epochs, baseline !== null);
    this.#kept = new KeptCalls(context, this.#reader);
    this.#spending = new Spending(plan.budget);
    this.#began = context.elapsed();
    this.#meter = new ProgressMeter(context.elapsed, observer.onProgress);
    this.#scorer = new ResultScorer(context, plan, (costUsd) => this.#spending.addScore(costUsd));
    this.#looks = new LookSchedule(examples.length, plan.looks, observer.onLook);
    const calls = examples.length * epochs;
    this.#circuits = new Map(this.#reader.arms.map((arm) => [arm, new Circuit(arm, calls)]));
    setMaxListeners(0, this.#patience.signal, this.#hard.signal);
  }

  async run(signal: AbortSignal): Promise<Evaluation> {
    const onAbort = (): void => this.#stop('cancelled');
    signal.addEventListener('abort', onAbort, { once: true });
    const over = new AbortController();
    this.#limitTime(over.signal);
    this.#beat(over.signal);
    try {
      if (signal.aborted) this.#stop('cancelled');
      if (this.#plan.usesCache) await this.#kept.load(this.#context, this.#plan);
      const asking = this.#prepareAsking();
      await this.#takeKept();
      await asking.run();
      this.#scorer.expectNoMore();
      while (this.#pending.size > 0) await Promise.all(this.#pending);
      if (this.#failure !== null) throw this.#failure.cause;
      return this.#conclude();
    } finally {
      over.abort();
      this.#hard.abort();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #prepareAsking(): Asking {
    const items = [...this.#reader.items()].filter((item) => this.#kept.get(item) === undefined);
    const hooks = {
      onCall: (item: WorkItem, call: CallRecord) => this.#take(item, call, false),
      onAttempt: (item: WorkItem, attempt: Attempt) => this.#noteAttempt(item, attempt),
      mayBegin: () => this.#mayBegin(),
      isEnding: () => this.#ended !== null,
      lookLimit: () => this.#looks.boundary,
      onFailure: (cause: unknown) => this.#fail(cause),
    };
    const { signal } = this.#patience;
    return (this.#asking = new Asking(this.#context, this.#reader, items, hooks, signal, this.#hard.signal));
  }

  async #takeKept(): Promise<void> {
    let taken = 0;
    for (const item of this.#reader.items()) {
      const call = this.#kept.get(item);
      if (call === undefined) continue;
      if (this.#ended !== null) return;
      this.#take(item, call, true);
      if (++taken % takesPerTurn === 0) await nextTurn();
    }
  }

  #mayBegin(): boolean {
    if (this.#ended !== null) return false;
    if (!this.#spending.allowsAnother(this.#unpaid)) {
      this.#stop('budget');
      return false;
    }
    this.#unpaid++;
    return true;
  }

  /** What an answer cost is known before its place is free, so that the next call is weighed against it. */
  #noteAttempt({ arm }: WorkItem, attempt: Attempt): void {
    // What is read from a recording was paid for by whoever recorded it.
    if (this.#reader.target(arm).isRecorded) return;
    this.#unpaid--;
    if (attempt.kind === 'answered') this.#spending.addAnswer(attempt.answer);
    else if (attempt.isThrottled) {
      this.#live.arm(arm).noteThrottled();
      this.#tellProgress(false);
    }
  }

  // Results

  /** A call is concluded: made durable where it was asked for, scored, counted. */
  #take(item: WorkItem, call: CallRecord, isCached: boolean): void {
    const isAsked = !isCached && !this.#reader.target(item.arm).isRecorded;
    this.#live.arm(item.arm).noteCall(call, isCached);
    if (isAsked) this.#noteOutcome(item.arm, call);
    const durable = isAsked && call.outcome.kind === 'answered' ? this.#kept.keep(item.arm, call) : null;
    this.#score(item, call, isCached, durable);
    if (!this.#reader.isShared) return;
    this.#live.arm('baseline').noteCall(call, true);
    this.#score({ ...item, arm: 'baseline' }, call, true, durable);
  }

  #noteOutcome(arm: ArmName, { outcome }: CallRecord): void {
    const unusable = this.#circuits.get(arm)?.note(outcome) ?? null;
    if (unusable === null) return;
    this.#live.error ??= unusable;
    this.#stop('unusable');
  }

  #score(item: WorkItem, call: CallRecord, isCached: boolean, durable: Promise<true> | null): void {
    const example = this.#reader.example(item.example);
    const scored = this.#scorer.score(item, example, call, this.#hard.signal);
    if (durable === null && !(scored instanceof Promise)) this.#count(item, call, isCached, scored);
    else {
      this.#track(
        Promise.all([scored, durable]).then(([scores]) => this.#count(item, call, isCached, scores)),
      );
    }
  }

  #count(item: WorkItem, call: CallRecord, isCached: boolean, scores: Scores): void {
    if (!isCached) this.#meter.note();
    const isExampleComplete = this.#live.conclude(item.arm, item.position, { call, isCached, scores });
    if (isExampleComplete) {
      this.#observer.onExample?.(item.example, this.#live);
      this.#lookIfDue();
    }
    this.#tellProgress(false);
  }

  #lookIfDue(): void {
    if (!this.#looks.isDue(this.#live)) return;
    const looked = this.#looks.look(this.#live).then((stoppedAfter) => {
      if (stoppedAfter === null) this.#lookIfDue();
      else {
        this.#live.stoppedAfter = stoppedAfter;
        this.#stop('stopped');
      }
      this.#asking?.wake();
    });
    this.#track(looked);
  }

  /** What fails here fails the run, except for what an end of the run has cut off: that is simply not concluded. */
  #track(work: Promise<void>): void {
    const tracked = work
      .catch((cause: unknown) => {
        if (!this.#hard.signal.aborted || cause !== this.#hard.signal.reason) this.#fail(cause);
      })
      .finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
  }

  // The end

  #stop(how: EvaluationEnd): void {
    if (this.#ended !== null) return;
    this.#ended = how;
    this.#patience.abort();
    this.#asking?.wake();
    const { timeoutMs } = this.#plan.settings;
    const grace = how === 'budget' ? timeoutMs : how === 'time' ? timeGraceMs : cancelGraceMs;
    this.#context.sleep(grace, this.#hard.signal).then(
      () => this.#hard.abort(),
      () => undefined,
    );
  }

  #fail(cause: unknown): void {
    this.#failure ??= { cause };
    this.#ended ??= 'cancelled';
    this.#patience.abort();
    this.#hard.abort();
    this.#asking?.wake();
  }

  #limitTime(over: AbortSignal): void {
    const { minutes } = this.#plan.budget;
    if (minutes === null) return;
    this.#context.sleep(minutes * 60_000, over).then(
      () => this.#stop('time'),
      () => undefined,
    );
  }

  /** An observer hears something every second, also while an endpoint keeps everyone waiting. */
  #beat(over: AbortSignal): void {
    if (this.#observer.onProgress === undefined) return;
    this.#context.sleep(beatMs, over).then(
      () => {
        this.#tellProgress(false);
        this.#beat(over);
      },
      () => undefined,
    );
  }

  #conclude(): Evaluation {
    const live = this.#live;
    live.wallMs = this.#context.elapsed() - this.#began;
    live.highestConcurrency = this.#asking?.highestConcurrency ?? 0;
    live.scores = { ...this.#scorer.totals, costUsd: this.#spending.scoreCostUsd };
    // What was still on its way when the run was told to end may have come in all the same.
    const isWhole = live.done === live.total && live.stoppedAfter === null && live.error === null;
    live.ended = isWhole ? 'complete' : (this.#ended ?? 'complete');
    this.#tellProgress(true);
    return live;
  }

  #tellProgress(isLast: boolean): void {
    this.#meter.tell(() => {
      const { candidate, baseline, done, total } = this.#live;
      const arms = baseline === null ? [candidate.totals] : [candidate.totals, baseline.totals];
      const sum = (of: 'cached' | 'errors' | 'retries' | 'throttled'): number =>
        arms.reduce((so, totals) => so + totals[of], 0);
      return {
        done,
        total,
        cached: sum('cached'),
        errors: sum('errors'),
        retries: sum('retries'),
        throttled: sum('throttled'),
        costUsd: this.#spending.costUsd,
        tokens: this.#spending.tokens,
        inFlight: this.#asking?.inFlight ?? 0,
        concurrency: this.#asking?.concurrency ?? 0,
      };
    }, isLast);
  }
}
