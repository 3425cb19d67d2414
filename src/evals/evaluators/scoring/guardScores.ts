// Holds an evaluator to what it declares: no score outside its range, no exception. Not how a score is made.
import type { EvaluatorIdentity, Score } from '../../../model/evaluation.ts';
import type { Evaluator, EvaluatedItem } from '../../evaluator.ts';
import { amount } from './amount.ts';
import { unscored } from './unscored.ts';

/**
 * The same evaluator, whose every result is a score within the declared range or unscored with the reason.
 * An abort still rejects with the signal's reason: a cancelled example was not looked at.
 */
export function guardScores(evaluator: Evaluator): Evaluator {
  const { identity } = evaluator;
  return {
    identity,
    needs: evaluator.needs,
    ...(evaluator.combineEpochs === undefined
      ? {}
      : { combineEpochs: (scores) => evaluator.combineEpochs?.(scores) ?? NaN }),
    ...(evaluator.close === undefined ? {} : { close: async () => evaluator.close?.() }),
    score(item, signal) {
      try {
        const result = evaluator.score(item, signal);
        if (!(result instanceof Promise)) return heldToRange(identity, result);
        return result.then(
          (score) => heldToRange(identity, score),
          (cause: unknown) => fault(identity, cause, item, signal),
        );
      } catch (cause) {
        return fault(identity, cause, item, signal);
      }
    },
  };
}

function heldToRange(identity: EvaluatorIdentity, score: Score): Score {
  if (score.kind !== 'scored' || isWithin(identity, score.value)) return score;
  if (identity.scale === 'ratio' && score.value === 0) return amount(0, `the ${identity.dimension}`);
  const [low, high] = identity.range;
  const allowed =
    identity.scale === 'binary'
      ? '0 or 1'
      : identity.scale === 'ratio'
        ? 'more than 0'
        : `between ${String(low ?? '-∞')} and ${String(high ?? '∞')}`;
  return unscored(
    'evaluator/score-out-of-range',
    `${identity.name} gave ${String(score.value)}; it declares a score of ${allowed}`,
  );
}

function isWithin(identity: EvaluatorIdentity, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (identity.scale === 'binary') return value === 0 || value === 1;
  // A ratio is compared by its logarithm.
  if (identity.scale === 'ratio' && value <= 0) return false;
  const [low, high] = identity.range;
  return (low === null || value >= low) && (high === null || value <= high);
}

function fault(identity: EvaluatorIdentity, cause: unknown, item: EvaluatedItem, signal: AbortSignal): Score {
  if (signal.aborted) throw signal.reason;
  const message = cause instanceof Error ? cause.message : String(cause);
  return unscored(
    'evaluator/fault',
    `${identity.name} failed on example ${item.example.exampleId}: ${message.slice(0, longestMessage)}`,
  );
}

const longestMessage = 500;
