// Which of two answers to the same example is better, by a rule. Not by a judge's preference: a judge compares pairs itself.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import type { Score } from '../../model/evaluation.ts';
import type {
  DeclarationOf,
  EvaluatedItem,
  Evaluator,
  EvaluatorDeclaration,
  EvaluatorKind,
} from '../evaluator.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { evaluatorReference, innerDeclaration } from './scoring/innerEvaluator.ts';
import { scored } from './scoring/scored.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({
  /** Whichever answer this evaluator scores better wins. */
  evaluator: evaluatorReference.default({ use: 'length', options: {} }),
  /** Scores no further apart than this are a tie. */
  tie: z.number().min(0).default(0),
});
type Options = z.infer<typeof options>;

/** What only one arm was measured for cannot be compared on the other's answer. */
const measuredOfOneArm = 'latency';

export const pairwise: EvaluatorKind<Options> = {
  name: 'pairwise',
  summary: 'Which of the two arms’ answers another evaluator scores better: 1, a tie 0.5, otherwise 0.',
  version: 1,
  options,
  declare: declarationFor,
  async create(chosen, services) {
    const inner = await services.open(chosen.evaluator);
    const declaration = declared({ ...inner.identity, needs: inner.needs, mayDecide: true });
    return evaluatorOf(pairwise, chosen, declaration, {
      madeOf: inner.identity.hash,
      score: comparing(inner, chosen.tie),
      close: async () => inner.close?.(),
    });
  },
};

function comparing(inner: Evaluator, tie: number): Evaluator['score'] {
  const sign = inner.identity.direction === 'higher-is-better' ? 1 : -1;
  return async (item, signal) => {
    const { opponent } = item;
    if (opponent === null) return missingInput('there is no other answer to compare with');
    const other: EvaluatedItem = { ...item, answer: opponent, opponent: item.answer, latencyMs: null };
    const [own, theirs] = await Promise.all([inner.score(item, signal), inner.score(other, signal)]);
    if (own.kind === 'unscored') return own;
    if (theirs.kind === 'unscored') return unscoredOpponent(theirs);
    const lead = sign * (own.value - theirs.value);
    const reason = `${String(own.value)} against ${String(theirs.value)}`;
    return scored(Math.abs(lead) <= tie ? 0.5 : lead > 0 ? 1 : 0, reason);
  };
}

function unscoredOpponent(score: Extract<Score, { kind: 'unscored' }>): Score {
  return { ...score, reason: `of the other answer: ${score.reason}` };
}

function declarationFor(chosen: Options, declarationOf: DeclarationOf): EvaluatorDeclaration {
  return declared(
    innerDeclaration(chosen.evaluator, declarationOf, { name: 'pairwise', path: ['evaluator'] }),
  );
}

function declared(inner: EvaluatorDeclaration): EvaluatorDeclaration {
  if (inner.needs.includes(measuredOfOneArm)) {
    throw new AssayError(
      'evaluator/invalid-options',
      'pairwise: evaluator: latencies of two arms are compared by `latency` and a margin',
      { path: ['evaluator'] },
    );
  }
  const { isDeterministic, isJudge, needs, mayDecide } = inner;
  return { ...shareScore('preference', needs), isDeterministic, isJudge, mayDecide, isPairwise: true };
}
