// Has answers scored: at once where that is cheap, from what was kept or within a bound where it is not. Not what is asked of targets.
import type { CallRecord, Score } from '../../model/evaluation.ts';
import type { EvaluationContext } from '../context.ts';
import { evaluationError } from '../endpoint/evaluationError.ts';
import type { EvaluatedItem, Evaluator } from '../evaluator.ts';
import { Batcher } from './batcher.ts';
import { subjectHash } from './subjectHash.ts';
import { soundScore } from './wellFormed.ts';

export interface ScorerSettings {
  /** Scores of one evaluator in the making at once. */
  readonly mostConcurrent: number;
  readonly usesCache: boolean;
}

/** Scores in one write or one question. */
const mostPerBatch = 256;

/**
 * Scores are kept and looked up for evaluators that ask an endpoint or may say another thing the next time. Deterministic ones are
 * computed anew: token F1 of an answer takes microseconds, naming the answer by its hash and looking that up takes fifty.
 */
export function isKept({ identity, needs }: Evaluator): boolean {
  return !identity.isDeterministic || needs.includes('endpoint');
}

export class Scorer {
  readonly #evaluator: Evaluator;
  readonly #settings: ScorerSettings;
  readonly #onSpent: (costUsd: number | null) => void;
  readonly #find: Batcher<string, Score | null>;
  readonly #keep: Batcher<{ readonly subjectHash: string; readonly score: Score }, true>;
  /** In the making, by subject: the other arm may have given the same answer. */
  readonly #making = new Map<string, Promise<Score>>();
  readonly #waiting: (() => void)[] = [];
  #active = 0;
  #cached = 0;

  constructor(
    { store }: Pick<EvaluationContext, 'store'>,
    evaluator: Evaluator,
    settings: ScorerSettings,
    onSpent: (costUsd: number | null) => void,
  ) {
    this.#evaluator = evaluator;
    this.#settings = settings;
    this.#onSpent = onSpent;
    const evaluatorHash = evaluator.identity.hash;
    this.#find = new Batcher(async (hashes) => {
      const found = await store.evaluations.scores(evaluatorHash, hashes);
      return hashes.map((hash) => found.get(hash) ?? null);
    }, mostPerBatch);
    this.#keep = new Batcher(async (scores) => {
      await store.evaluations.keepScores(
        scores.map(({ subjectHash: hash, score }) => ({ key: { evaluatorHash, subjectHash: hash }, score })),
      );
      return scores.map(() => true as const);
    }, mostPerBatch);
  }

  /** How many scores were found as they had been kept. */
  get cached(): number {
    return this.#cached;
  }

  /**
   * A score, or why there is none; what an evaluator throws is an unscored result with the fault kept.
   *
   * @throws AssayError `store/write-failed`; the reason of the signal once it is aborted
   */
  score(item: EvaluatedItem, signal: AbortSignal): Score | Promise<Score> {
    if (isKept(this.#evaluator)) return this.#scoreKept(item, signal);
    return this.#evaluate(item, signal);
  }

  #evaluate(item: EvaluatedItem, signal: AbortSignal): Score | Promise<Score> {
    try {
      const result = this.#evaluator.score(item, signal);
      return result instanceof Promise
        ? result.then(soundScore).catch((cause: unknown) => fault(cause, signal))
        : soundScore(result);
    } catch (cause) {
      return fault(cause, signal);
    }
  }

  async #scoreKept(item: EvaluatedItem, signal: AbortSignal): Promise<Score> {
    if (!this.#settings.usesCache) return this.#scoreInTurn(item, signal);
    const hash = subjectHash(this.#evaluator, item);
    const known = this.#making.get(hash);
    if (known !== undefined) return known;
    const made = this.#findOrMake(hash, item, signal);
    this.#making.set(hash, made);
    try {
      return await made;
    } finally {
      this.#making.delete(hash);
    }
  }

  async #findOrMake(hash: string, item: EvaluatedItem, signal: AbortSignal): Promise<Score> {
    const found = await this.#find.add(hash);
    if (found !== null) {
      this.#cached++;
      return found;
    }
    const score = await this.#scoreInTurn(item, signal);
    // Errors are never kept, so that they are tried again.
    const isError = score.kind === 'unscored' && score.error !== null;
    if (!isError) await this.#keep.add({ subjectHash: hash, score });
    return score;
  }

  async #scoreInTurn(item: EvaluatedItem, signal: AbortSignal): Promise<Score> {
    while (this.#active >= this.#settings.mostConcurrent) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#active++;
    try {
      signal.throwIfAborted();
      const score = await this.#evaluate(item, signal);
      this.#onSpent(costIn(score));
      return score;
    } finally {
      this.#active--;
      this.#waiting.shift()?.();
    }
  }
}

/** The score of a call without an answer: there is nothing to score, and why. */
export function unanswered(call: CallRecord): Score {
  return {
    kind: 'unscored',
    reason: 'The target gave no answer.',
    error: call.outcome.kind === 'error' ? call.outcome.error : null,
  };
}

/** The score of a comparison whose other side has no answer. */
export function withoutOpponent(opponent: CallRecord | null): Score {
  return {
    kind: 'unscored',
    reason: opponent === null ? 'There is no baseline to compare with.' : 'The baseline gave no answer.',
    error: opponent?.outcome.kind === 'error' ? opponent.outcome.error : null,
  };
}

function costIn(score: Score): number | null {
  const cost = score.details?.['costUsd'];
  return typeof cost === 'number' ? cost : null;
}

function fault(cause: unknown, signal: AbortSignal): Score {
  signal.throwIfAborted();
  const message = (cause instanceof Error ? cause.message : String(cause)).toWellFormed();
  return { kind: 'unscored', reason: message, error: evaluationError('evaluator/fault', message) };
}
