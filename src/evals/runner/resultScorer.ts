// All scores of one call: each objective by its evaluator, pairwise ones once the other arm has answered too. Not how one is scored.
import type { CallRecord, Score } from '../../model/evaluation.ts';
import type { Example } from '../../model/example.ts';
import type { EvaluationContext } from '../context.ts';
import type { Evaluator } from '../evaluator.ts';
import type { EvaluationPlan } from './evaluationPlan.ts';
import { Scorer, unanswered, withoutOpponent } from './scorer.ts';
import type { WorkItem } from './workOrder.ts';

export type Scores = Readonly<Record<string, Score>>;

interface Objective {
  readonly name: string;
  readonly evaluator: Evaluator;
  readonly scorer: Scorer;
}

/** The baseline's call at a position, for those who came earlier. */
interface Awaited {
  readonly call: Promise<CallRecord | null>;
  readonly settle: (call: CallRecord | null) => void;
}

export class ResultScorer {
  readonly #objectives: readonly Objective[];
  readonly #hasBaseline: boolean;
  readonly #hasPairwise: boolean;
  readonly #baselines = new Map<number, Awaited>();
  #given = 0;

  constructor(context: EvaluationContext, plan: EvaluationPlan, onSpent: (costUsd: number | null) => void) {
    const settings = { mostConcurrent: plan.settings.mostConcurrency, usesCache: plan.usesCache };
    this.#objectives = [...plan.evaluators].map(([name, evaluator]) => ({
      name,
      evaluator,
      scorer: new Scorer(context, evaluator, settings, onSpent),
    }));
    this.#hasBaseline = plan.baseline !== null;
    this.#hasPairwise = this.#objectives.some(({ evaluator }) => evaluator.identity.isPairwise);
  }

  get totals(): { readonly given: number; readonly cached: number } {
    return {
      given: this.#given,
      cached: this.#objectives.reduce((sum, { scorer }) => sum + scorer.cached, 0),
    };
  }

  /** At once when every evaluator answers at once. @throws as {@link Scorer.score} */
  score(item: WorkItem, example: Example, call: CallRecord, signal: AbortSignal): Scores | Promise<Scores> {
    if (this.#hasPairwise && item.arm === 'baseline') this.#awaited(item.position).settle(call);
    const scores: Record<string, Score> = {};
    const waiting: Promise<void>[] = [];
    for (const objective of this.#objectives) {
      if (objective.evaluator.identity.isPairwise && item.arm === 'baseline') continue;
      // The order of objectives stays that of the plan, whichever is first to answer.
      const score = this.#scoreOne(objective, item, example, call, signal);
      if (score instanceof Promise) {
        scores[objective.name] = pendingScore;
        waiting.push(
          score.then((given) => {
            scores[objective.name] = given;
          }),
        );
      } else scores[objective.name] = score;
      this.#given++;
    }
    return waiting.length === 0 ? scores : Promise.all(waiting).then(() => scores);
  }

  /** No further call will come: comparisons that still wait for the baseline go without. */
  expectNoMore(): void {
    for (const { settle } of this.#baselines.values()) settle(null);
  }

  #scoreOne(
    { evaluator, scorer }: Objective,
    { epoch, position }: WorkItem,
    example: Example,
    call: CallRecord,
    signal: AbortSignal,
  ): Score | Promise<Score> {
    const { outcome, latencyMs } = call;
    if (outcome.kind === 'error') return unanswered(call);
    const item = { example, epoch, answer: outcome.answer, latencyMs, opponent: null };
    if (!evaluator.identity.isPairwise) return scorer.score(item, signal);
    if (!this.#hasBaseline) return withoutOpponent(null);
    return this.#awaited(position).call.then((baseline) =>
      baseline?.outcome.kind === 'answered'
        ? scorer.score({ ...item, opponent: baseline.outcome.answer }, signal)
        : withoutOpponent(baseline),
    );
  }

  #awaited(position: number): Awaited {
    const known = this.#baselines.get(position);
    if (known !== undefined) return known;
    const { promise, resolve } = Promise.withResolvers<CallRecord | null>();
    const awaited = { call: promise, settle: resolve };
    this.#baselines.set(position, awaited);
    return awaited;
  }
}

const pendingScore: Score = { kind: 'unscored', reason: 'It is being scored.', error: null };
