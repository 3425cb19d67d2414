// The evaluator a reference names, with its options read. Opens nothing.
import type { EvaluatorReference } from '../model/gatePolicy.ts';
import { AssayError } from '../model/errors.ts';
import { nearestWord } from '../model/nearestWord.ts';
import type { JsonObject } from '../model/json.ts';
import type { EvaluatorKind } from './evaluator.ts';
import { evaluators } from './evaluators.ts';
import { optionProblem } from './optionProblem.ts';

export interface FoundEvaluator {
  readonly kind: EvaluatorKind;
  /** Canonical: defaults filled in. */
  readonly options: JsonObject;
}

/**
 * @throws AssayError `evaluator/unknown` with the nearest name, `evaluator/invalid-options` with `details.path` (keys into `options`)
 */
export function findEvaluator(reference: EvaluatorReference): FoundEvaluator {
  const kind = evaluators.find(({ name }) => name === reference.use);
  if (kind === undefined) throw unknownEvaluator(reference.use);
  const parsed = kind.options.safeParse(reference.options);
  if (parsed.success) return { kind, options: parsed.data };
  const { path, message } = optionProblem(kind.options, parsed.error);
  throw new AssayError('evaluator/invalid-options', `${kind.name}: ${message}`, {
    path,
    evaluator: kind.name,
  });
}

function unknownEvaluator(name: string): AssayError {
  const nearest = nearestWord(
    name,
    evaluators.map((kind) => kind.name),
  );
  const suggestion = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return new AssayError('evaluator/unknown', `no evaluator is called ${name.slice(0, 80)}${suggestion}`, {
    name,
    nearest: nearest ?? null,
  });
}
