// Puts an evaluator together from its kind, its options and its scoring function. Not how it is guarded: see guardScores.
import { canonicalHash } from '../../../datasets/canonicalHash.ts';
import type { EvaluatorIdentity } from '../../../model/evaluation.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import type { Evaluator, EvaluatorDeclaration } from '../../evaluator.ts';

interface Parts extends Pick<Evaluator, 'score'>, Partial<Pick<Evaluator, 'combineEpochs' | 'close'>> {
  /** What could change a score beyond the options: the content of a file, the evaluators inside. Part of the hash only. */
  readonly madeOf?: Json;
  /** Options that change no score (time limits, sizes of batches): kept, but no part of the hash. */
  readonly unhashed?: readonly string[];
}

/** An evaluator that scores by `parts.score` and says of itself what its kind and its declaration say. */
export function evaluatorOf(
  kind: { readonly name: string; readonly version: number },
  options: JsonObject,
  declaration: EvaluatorDeclaration,
  parts: Parts,
): Evaluator {
  const { madeOf, unhashed = [], ...rest } = parts;
  const { needs, mayDecide: _shownInThePolicy, ...declared } = declaration;
  const { name, version } = kind;
  const identity: EvaluatorIdentity = {
    name,
    version,
    options,
    hash: canonicalHash({
      name,
      version,
      options: Object.fromEntries(Object.entries(options).filter(([key]) => !unhashed.includes(key))),
      ...(madeOf === undefined ? {} : { madeOf }),
    }),
    ...declared,
  };
  return { identity, needs, ...rest };
}
