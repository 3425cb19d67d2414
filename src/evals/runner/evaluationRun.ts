// One run of the runner while it lasts: lanes that ask, results that come in, looks that are due, and its end. Not scoring, not limits.
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord, Outcome } from '../../model/evaluation.ts';
import type { EvaluationContext } from '../context.ts';
import { evaluationError } from '../endpoint/evaluationError.ts';
import { type CallEnd, PatientCaller } from '../endpoint/patientCaller.ts';
import type { Attempt, Target } from '../target.ts';
import { Batcher } from './batcher.ts';
import { Circuit } from './circuit.ts';
import type { Evaluation, EvaluationEnd } from './evaluation.ts';
import type { EvaluationObserver } from './evaluationObserver.ts';
import type { ArmName, EvaluationPlan } from './evaluationPlan.ts';
import { Changes, headOf, type Lane } from './lane.ts';
import { LiveEvaluation } from './liveEvaluation.ts';
import { ProgressMeter } from './progressMeter.ts';
import { ResultScorer } from './resultScorer.ts';
import { seedOf } from './seedOf.ts';
import { Spending } from './spending.ts';
import { type WorkItem, workOrder } from './workOrder.ts';

/** Calls in flight when a run ends early have been paid for: they get this long to be kept; those of a spent budget, all their time. */
const cancelGraceMs = 2000;
const timeGraceMs = 5000;

/** Calls kept in one write. */
const mostPerBatch = 256;

/** Recorded and kept answers are taken this many at a time, so that signals and progress get their turn. */
const readsPerTurn = 200;

type AnsweredAttempt = Extract<Attempt, { kind: 'answered' }>;

export class EvaluationRun {
  readonly #context: EvaluationContext;
  readonly #plan: EvaluationPlan;
  readonly #observer: EvaluationObserver;
  readonly #live: LiveEvaluation;
  readonly #spending: Spending;
  readonly #meter: ProgressMeter;
  readonly #scorer: ResultScorer;
  readonly #keeper: Batcher<{ readonly arm: ArmName; readonly call: CallRecord }, true>;
  readonly #circuits: ReadonlyMap<ArmName, Circuit>;
  readonly #lanes: Lane[] = [];
  readonly #changes = new Changes();
  /** Ends all waiting; calls in flight go on. */
  readonly #patience = new AbortController();
  /** Ends calls in flight. */
  readonly #hard = new AbortController();
  /** Results on their way: being made durable, being scored, being looked at. */
  readonly #pending = new Set<Promise<void>>();
  readonly #began: number;
  /** Both arms are the same target: what one answers is the other's answer. */
  readonly #isShared: boolean;
  #ended: EvaluationEnd | null = null;
  #failure: { readonly cause: unknown } | null = null;
  /** Attempts begun whose cost is not known yet. */
  #unpaid = 0;
  #nextLook = 1;
  #isLooking = false;

  constructor(context: EvaluationContext, plan: EvaluationPlan, observer: EvaluationObserver) {
    const { examples, epochs, candidate, baseline } = plan;
    this.#context = context;
    this.#plan = plan;
    this.#observer = observer;
    this.#live = new LiveEvaluation(examples.length, epochs, baseline !== null);
    this.#spending = new Spending(plan.budget);
    this.#began = context.elapsed();
    this.#meter = new ProgressMeter(context.elapsed, observer.onProgress);
    this.#isShared =
      baseline !== null && plan.usesCache && candidate.hash === baseline.hash && !candidate.isRecorded;
    this.#scorer = new ResultScorer(context, plan, (costUsd) => this.#spending.addScore(costUsd));
    this.#keeper = new Batcher(async (kept) => {
      await context.store.evaluations.keepCalls(
        kept.map(({ arm, call }) => ({
          key: { targetHash: this.#target(arm).hash, exampleId: call.exampleId, epoch: call.epoch },
          call,
        })),
      );
      return kept.map(() => true as const);
    }, mostPerBatch);
    const calls = examples.length * epochs;
    this.#circuits = new Map(this.#arms().map((arm) => [arm, new Circuit(arm, calls)]));
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
      const kept = await this.#readKept();
      this.#openLanes(kept);
      await this.#takeKept(kept);
      await Promise.all(this.#lanes.flatMap((lane) => this.#workers(lane)));
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

  // What was kept

  /** One question an arm. */
  async #readKept(): Promise<ReadonlyMap<ArmName, ReadonlyMap<string, CallRecord>>> {
    const kept = new Map<ArmName, ReadonlyMap<string, CallRecord>>();
    if (!this.#plan.usesCache) return kept;
    const ids = this.#plan.examples.map(({ exampleId }) => exampleId);
    for (const arm of this.#askedArms()) {
      const target = this.#target(arm);
      if (target.isRecorded) continue;
      const calls = await this.#context.store.evaluations.calls(target.hash, ids, this.#plan.epochs);
      kept.set(arm, new Map(calls.map((call) => [`${call.exampleId} ${call.epoch}`, call])));
    }
    return kept;
  }

  async #takeKept(kept: ReadonlyMap<ArmName, ReadonlyMap<string, CallRecord>>): Promise<void> {
    let taken = 0;
    for (const item of this.#items()) {
      const call = kept.get(item.arm)?.get(this.#keyOf(item));
      if (call === undefined) continue;
      if (this.#ended !== null) return;
      this.#take(item, call, true);
      if (++taken % readsPerTurn === 0) await nextTurn();
    }
  }

  // Asking

  #openLanes(kept: ReadonlyMap<ArmName, ReadonlyMap<string, CallRecord>>): void {
    const items = new Map<string, WorkItem[]>();
    for (const item of this.#items()) {
      if (kept.get(item.arm)?.has(this.#keyOf(item)) === true) continue;
      const target = this.#target(item.arm);
      const key = target.isRecorded ? `recorded ${item.arm}` : target.limitKey;
      const lane = items.get(key);
      if (lane === undefined) items.set(key, [item]);
      else lane.push(item);
    }
    for (const lane of items.values()) {
      const [first] = lane;
      if (first === undefined) continue;
      this.#lanes.push({ caller: this.#callerFor(first.arm), items: lane, next: 0 });
    }
  }

  #callerFor(arm: ArmName): PatientCaller | null {
    const target = this.#target(arm);
    if (target.isRecorded) return null;
    const { settings } = this.#plan;
    const most = Math.min(settings.mostConcurrency, target.mostConcurrent ?? Infinity);
    return new PatientCaller({ ...settings, mostConcurrency: most }, this.#context);
  }

  /** Twice as many as may be in flight, so that a call that waits to be repeated leaves its place to another. */
  #workers(lane: Lane): Promise<void>[] {
    if (lane.caller === null) return [this.#readRecorded(lane)];
    const { settings } = this.#plan;
    const target = this.#target(lane.items[0]?.arm ?? 'candidate');
    const most = Math.min(settings.mostConcurrency, target.mostConcurrent ?? Infinity);
    const workers = Math.min(2 * most, lane.items.length);
    const { caller } = lane;
    return Array.from({ length: workers }, () =>
      this.#work(lane, (item) => this.#ask(caller, item)).catch((cause: unknown) => this.#fail(cause)),
    );
  }

  async #readRecorded(lane: Lane): Promise<void> {
    let read = 0;
    await this.#work(lane, async (item) => {
      const startedAt = this.#context.now();
      const attempt = await this.#attempt(item, this.#hard.signal);
      const outcome: Outcome =
        attempt.kind === 'answered'
          ? { kind: 'answered', answer: attempt.answer }
          : { kind: 'error', error: attempt.error };
      const latencyMs = attempt.kind === 'answered' ? attempt.latencyMs : null;
      this.#take(item, { ...this.#idOf(item), outcome, latencyMs, attempts: 0, startedAt }, false);
      if (++read % readsPerTurn === 0) await nextTurn();
    }).catch((cause: unknown) => this.#fail(cause));
  }

  async #work(lane: Lane, handle: (item: WorkItem) => Promise<void>): Promise<void> {
    while (this.#ended === null) {
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
    const { mostConcurrency } = this.#plan.settings;
    const slack = Math.max(8, 2 * mostConcurrency);
    let frontier = this.#nextLook < this.#plan.looks ? this.#boundary(this.#nextLook) + slack : Infinity;
    for (const other of this.#lanes) {
      if (other !== lane) frontier = Math.min(frontier, headOf(other) + slack);
    }
    return frontier;
  }

  async #ask(caller: PatientCaller, item: WorkItem): Promise<void> {
    let end: CallEnd<AnsweredAttempt>;
    try {
      end = await caller.call((signal) => this.#spend(item, signal), this.#hard.signal, {
        patience: this.#patience.signal,
        mayBegin: () => this.#mayBegin(),
        onAttempt: (attempt) => {
          if (attempt.kind !== 'failed' || !attempt.isThrottled) return;
          this.#live.arm(item.arm).noteThrottled();
          this.#tellProgress(false);
        },
      });
    } catch (cause) {
      if (this.#hard.signal.aborted) return;
      throw cause;
    }
    if (end.kind === 'unfinished') return;
    const { attempts, startedAt } = end;
    const outcome: Outcome =
      end.kind === 'answered'
        ? { kind: 'answered', answer: end.answer.answer }
        : { kind: 'error', error: end.error };
    const latencyMs = end.kind === 'answered' ? end.answer.latencyMs : null;
    this.#take(item, { ...this.#idOf(item), outcome, latencyMs, attempts, startedAt }, false);
  }

  /** What an answer cost is known before its place is free, so that the next call is weighed against it. */
  async #spend(item: WorkItem, signal: AbortSignal): Promise<Attempt> {
    try {
      const attempt = await this.#attempt(item, signal);
      if (attempt.kind === 'answered') this.#spending.addAnswer(attempt.answer);
      return attempt;
    } finally {
      this.#unpaid--;
    }
  }

  async #attempt({ arm, example, epoch }: WorkItem, signal: AbortSignal): Promise<Attempt> {
    const { exampleId, input } = this.#example(example);
    const seed = seedOf(this.#plan.seed, exampleId, epoch);
    try {
      return await this.#target(arm).ask({ exampleId, input, epoch, seed }, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const message = cause instanceof Error ? cause.message : String(cause);
      const error = evaluationError('server/fault', `Asking the ${arm} failed: ${message}`);
      return { kind: 'failed', error, isRetryable: false, isThrottled: false, retryAfterMs: null };
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

  // Results

  /** A call is concluded: made durable where it was asked for, scored, counted. */
  #take(item: WorkItem, call: CallRecord, isCached: boolean): void {
    const target = this.#target(item.arm);
    const isAsked = !isCached && !target.isRecorded;
    this.#live.arm(item.arm).noteCall(call, isCached);
    if (!isCached) this.#noteAsked(item.arm, call);
    const durable =
      isAsked && call.outcome.kind === 'answered' ? this.#keeper.add({ arm: item.arm, call }) : null;
    this.#finish(item, call, isCached, durable);
    if (!this.#isShared || item.arm === 'baseline') return;
    this.#live.arm('baseline').noteCall(call, true);
    this.#finish({ ...item, arm: 'baseline' }, call, true, durable);
  }

  #noteAsked(arm: ArmName, call: CallRecord): void {
    // What is read from a recording was paid for by whoever recorded it, and costs nothing to read in vain.
    if (this.#target(arm).isRecorded) return;
    const unusable = this.#circuits.get(arm)?.note(call.outcome) ?? null;
    if (unusable === null) return;
    this.#live.error ??= unusable;
    this.#stop('unusable');
  }

  #finish(item: WorkItem, call: CallRecord, isCached: boolean, durable: Promise<true> | null): void {
    const scored = this.#scorer.score(item, this.#example(item.example), call, this.#hard.signal);
    const conclude = (scores: Awaited<typeof scored>): void => {
      if (!isCached) this.#meter.note();
      const isExampleComplete = this.#live.conclude(item.arm, item.position, { call, isCached, scores });
      if (isExampleComplete) {
        this.#observer.onExample?.(item.example, this.#live);
        this.#lookIfDue();
      }
      this.#tellProgress(false);
    };
    if (durable === null && !(scored instanceof Promise)) conclude(scored);
    else {
      this.#track(
        (async () => {
          const [scores] = await Promise.all([scored, durable]);
          conclude(scores);
        })(),
      );
    }
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

  // Looks

  #boundary(look: number): number {
    return Math.ceil((this.#plan.examples.length * look) / this.#plan.looks);
  }

  #lookIfDue(): void {
    const { onLook } = this.#observer;
    if (this.#isLooking || this.#nextLook >= this.#plan.looks) return;
    const examples = this.#boundary(this.#nextLook);
    if (this.#live.completeExamples < examples) return;
    this.#isLooking = true;
    const look = { look: this.#nextLook, looks: this.#plan.looks, examples, evaluation: this.#live };
    this.#track(
      (async () => {
        const answer = onLook === undefined ? 'continue' : await onLook(look);
        this.#isLooking = false;
        if (answer === 'stop') {
          this.#live.stoppedAfter = examples;
          this.#nextLook = this.#plan.looks;
          this.#stop('stopped');
        } else {
          this.#nextLook++;
          this.#lookIfDue();
        }
        this.#changes.tell();
      })(),
    );
  }

  // The end

  #stop(how: EvaluationEnd): void {
    if (this.#ended !== null) return;
    this.#ended = how;
    this.#patience.abort();
    this.#changes.tell();
    const grace =
      how === 'budget' ? this.#plan.settings.timeoutMs : how === 'time' ? timeGraceMs : cancelGraceMs;
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
    this.#changes.tell();
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
    this.#context.sleep(1000, over).then(
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
    live.highestConcurrency = this.#sumOf((caller) => caller.limit.highest);
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
        inFlight: this.#sumOf((caller) => caller.limit.inFlight),
        concurrency: this.#sumOf((caller) => caller.limit.limit),
      };
    }, isLast);
  }

  // The plan

  #arms(): readonly ArmName[] {
    return this.#plan.baseline === null ? ['candidate'] : ['candidate', 'baseline'];
  }

  /** Without the baseline when it is the same target as the candidate. */
  #askedArms(): readonly ArmName[] {
    return this.#isShared ? ['candidate'] : this.#arms();
  }

  #items(): Iterable<WorkItem> {
    return workOrder(this.#plan.examples.length, this.#plan.epochs, this.#askedArms());
  }

  #target(arm: ArmName): Target {
    const target = arm === 'candidate' ? this.#plan.candidate : this.#plan.baseline;
    if (target === null) throw new Error('there is no baseline');
    return target;
  }

  #example(index: number): EvaluationPlan['examples'][number] {
    const example = this.#plan.examples[index];
    if (example === undefined) throw new Error(`there is no example ${index}`);
    return example;
  }

  #idOf({ example, epoch }: WorkItem): Pick<CallRecord, 'exampleId' | 'epoch'> {
    return { exampleId: this.#example(example).exampleId, epoch };
  }

  #keyOf(item: WorkItem): string {
    const { exampleId, epoch } = this.#idOf(item);
    return `${exampleId} ${epoch}`;
  }

  #sumOf(of: (caller: PatientCaller) => number): number {
    return this.#lanes.reduce((sum, { caller }) => sum + (caller === null ? 0 : of(caller)), 0);
  }
}
