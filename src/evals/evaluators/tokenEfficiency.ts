// How many output tokens a unit of quality takes. Quality is what another evaluator says.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import type { DeclarationOf, EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { tokenCount } from './reading/tokenCount.ts';
import { quantity } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { evaluatorReference, innerShare } from './scoring/innerEvaluator.ts';
import { scored } from './scoring/scored.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({ quality: evaluatorReference });
type Options = z.infer<typeof options>;

export const tokenEfficiency: EvaluatorKind<Options> = {
  name: 'token-efficiency',
  summary: 'Output tokens per unit of quality, as another evaluator scores quality; fewer are better.',
  version: 1,
  options,
  declare: declarationFor,
  async create(chosen, services) {
    const inner = await services.open(chosen.quality);
    const declaration = declared({ ...inner.identity, needs: inner.needs, mayDecide: true }, chosen);
    return evaluatorOf(tokenEfficiency, chosen, declaration, {
      madeOf: inner.identity.hash,
      async score(item, signal) {
        const count = tokenCount(item.answer.usage, 'output');
        if (typeof count !== 'number') return count;
        if (count === 0) return missingInput('the answer took no output tokens');
        const quality = await inner.score(item, signal);
        if (quality.kind === 'unscored') return quality;
        if (quality.value === 0) return missingInput('the answer has no quality to divide its tokens by');
        return scored(
          count / quality.value,
          `${String(count)} tokens for a quality of ${String(quality.value)}`,
        );
      },
      close: async () => inner.close?.(),
    });
  },
};

function declarationFor(chosen: Options, declarationOf: DeclarationOf): EvaluatorDeclaration {
  return declared(
    innerShare(chosen.quality, declarationOf, { name: 'token-efficiency', path: ['quality'] }),
    chosen,
  );
}

function declared(inner: EvaluatorDeclaration, chosen: Options): EvaluatorDeclaration {
  if (inner.direction !== 'higher-is-better') {
    throw new AssayError(
      'evaluator/invalid-options',
      `token-efficiency: quality: ${chosen.quality.use} is better when lower, so it is no quality`,
      { path: ['quality'] },
    );
  }
  return {
    ...quantity('tokens', 'tokens', [...new Set(['usage' as const, ...inner.needs])]),
    isDeterministic: inner.isDeterministic,
    isJudge: inner.isJudge,
    mayDecide: inner.mayDecide,
  };
}
