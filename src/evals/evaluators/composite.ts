// A weighted mean of other evaluators, for show. It never decides: a mean hides the part that fails.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import type { DeclarationOf, Evaluator, EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { evaluatorReference, innerShare } from './scoring/innerEvaluator.ts';
import { scored } from './scoring/scored.ts';

const part = z.strictObject({
  ...evaluatorReference.shape,
  name: z.string().min(1),
  weight: z.number().positive().max(1e6).default(1),
});

const options = z.strictObject({ parts: z.array(part).min(1).max(50) });
type Options = z.infer<typeof options>;

export const composite: EvaluatorKind<Options> = {
  name: 'composite',
  summary:
    'A weighted mean of other evaluators, each counted so that 1 is good; may be shown, never decides.',
  version: 1,
  options,
  declare: declarationFor,
  async create(chosen, services) {
    const opened: { readonly name: string; readonly weight: number; readonly evaluator: Evaluator }[] = [];
    try {
      for (const { name, weight, use, options: inner } of chosen.parts) {
        opened.push({ name, weight, evaluator: await services.open({ use, options: inner }) });
      }
    } catch (cause) {
      await closeAll(opened);
      throw cause;
    }
    const declaration = declared(
      opened.map(({ evaluator }) => ({ ...evaluator.identity, needs: evaluator.needs, mayDecide: true })),
    );
    return evaluatorOf(composite, chosen, declaration, {
      madeOf: opened.map(({ evaluator }) => evaluator.identity.hash),
      async score(item, signal) {
        let sum = 0;
        let weights = 0;
        const values: Record<string, number> = {};
        for (const { name, weight, evaluator } of opened) {
          const result = await evaluator.score(item, signal);
          if (result.kind === 'unscored') return { ...result, reason: `${name}: ${result.reason}` };
          const { direction } = evaluator.identity;
          sum += weight * (direction === 'higher-is-better' ? result.value : 1 - result.value);
          weights += weight;
          values[name] = result.value;
        }
        return scored(Math.min(1, sum / weights), null, { isComposite: true, parts: values });
      },
      close: () => closeAll(opened),
    });
  },
};

async function closeAll(opened: readonly { readonly evaluator: Evaluator }[]): Promise<void> {
  for (const { evaluator } of opened) await evaluator.close?.();
}

function declarationFor({ parts }: Options, declarationOf: DeclarationOf): EvaluatorDeclaration {
  const names = parts.map(({ name }) => name);
  const repeated = names.findIndex((name, index) => names.indexOf(name) < index);
  if (repeated >= 0) {
    throw new AssayError(
      'evaluator/invalid-options',
      `composite: parts.${String(repeated)}.name is used twice`,
      {
        path: ['parts', repeated, 'name'],
      },
    );
  }
  return declared(
    parts.map(({ use, options: inner }, index) =>
      innerShare({ use, options: inner }, declarationOf, { name: 'composite', path: ['parts', index] }),
    ),
  );
}

function declared(parts: readonly EvaluatorDeclaration[]): EvaluatorDeclaration {
  return {
    ...shareScore('custom', [...new Set(parts.flatMap(({ needs }) => needs))]),
    isDeterministic: parts.every(({ isDeterministic }) => isDeterministic),
    isJudge: parts.some(({ isJudge }) => isJudge),
    mayDecide: false,
  };
}
