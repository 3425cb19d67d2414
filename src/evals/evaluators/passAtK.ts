// The chance that one of k tries is right, from all epochs of an example. Not a score of a single answer.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import { passAtK as chanceOfSuccess } from '../../stats/passAtK.ts';
import type { DeclarationOf, EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { evaluatorReference, innerDeclaration } from './scoring/innerEvaluator.ts';
import { scored } from './scoring/scored.ts';

const options = z.strictObject({
  evaluator: evaluatorReference,
  k: z.number().int().min(1).max(1000),
  /** A try is right from this score on (or down to it, where lower is better); null for the good end of a binary evaluator. */
  threshold: z.number().nullable().default(null),
});
type Options = z.infer<typeof options>;

export const passAtK: EvaluatorKind<Options> = {
  name: 'pass-at-k',
  summary: 'The chance that at least one of k tries is right, estimated from all epochs of an example.',
  version: 1,
  options,
  declare: declarationFor,
  async create(chosen, services) {
    const inner = await services.open(chosen.evaluator);
    const { needs, identity } = inner;
    const declaration = declared({ ...identity, needs, mayDecide: true }, chosen);
    const isHigherBetter = identity.direction === 'higher-is-better';
    const threshold = chosen.threshold ?? (isHigherBetter ? 1 : 0);
    return evaluatorOf(passAtK, chosen, declaration, {
      madeOf: identity.hash,
      async score(item, signal) {
        const result = await inner.score(item, signal);
        if (result.kind === 'unscored') return result;
        const isRight = isHigherBetter ? result.value >= threshold : result.value <= threshold;
        return scored(isRight ? 1 : 0, result.reason, result.details);
      },
      combineEpochs: (scores) => chanceOver(scores, chosen.k),
      close: async () => inner.close?.(),
    });
  },
};

/** NaN unless missing epochs could make no difference: k tries of which one must be a success are right whatever the others were. */
function chanceOver(scores: Float64Array, k: number): number {
  const successes = scores.filter((score) => score === 1).length;
  const missing = scores.filter((score) => Number.isNaN(score)).length;
  const least = chanceOfSuccess(successes, scores.length, k) ?? NaN;
  const most = chanceOfSuccess(successes + missing, scores.length, k) ?? NaN;
  return least === most ? least : NaN;
}

function declarationFor(chosen: Options, declarationOf: DeclarationOf): EvaluatorDeclaration {
  const outer = { name: 'pass-at-k', path: ['evaluator'] };
  return declared(innerDeclaration(chosen.evaluator, declarationOf, outer), chosen);
}

function declared(inner: EvaluatorDeclaration, chosen: Options): EvaluatorDeclaration {
  if (inner.scale !== 'binary' && chosen.threshold === null) {
    throw new AssayError(
      'evaluator/invalid-options',
      `pass-at-k: \`threshold\` is needed, because ${chosen.evaluator.use} does not score 0 or 1`,
      { path: ['threshold'] },
    );
  }
  const { dimension, isDeterministic, isJudge, needs } = inner;
  return {
    dimension,
    isDeterministic,
    isJudge,
    needs,
    direction: 'higher-is-better',
    scale: 'score',
    range: [0, 1],
    unit: '',
    isPairwise: false,
    mayDecide: inner.mayDecide,
  };
}
