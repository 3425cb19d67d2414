// Opens the evaluator a reference names, held to what it declares. Whoever opens closes.
import type { EvaluatorReference } from '../model/gatePolicy.ts';
import type { Evaluator, EvaluatorServices } from './evaluator.ts';
import { guardScores } from './evaluators/scoring/guardScores.ts';
import { findEvaluator } from './findEvaluator.ts';

/**
 * An evaluator ready to score: every result is within its declared range or unscored with the reason, and nothing it meets in an
 * answer makes it throw.
 *
 * @throws AssayError `evaluator/unknown`, `evaluator/invalid-options`, `evaluator/invalid-module`
 */
export async function openEvaluator(
  reference: EvaluatorReference,
  services: EvaluatorServices,
): Promise<Evaluator> {
  const { kind, options } = findEvaluator(reference);
  const open = (inner: EvaluatorReference): Promise<Evaluator> => openEvaluator(inner, services);
  return guardScores(await kind.create(options, { ...services, open }));
}
