// Opens an evaluator, scores one answer and lets go: what most tests of evaluators do.
import type { Score } from '../../../model/evaluation.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import type { EvaluatedItem, EvaluatorServices } from '../../evaluator.ts';
import { openEvaluator } from '../../openEvaluator.ts';
import { evaluatedItem } from './evaluatedItem.ts';
import { evaluatorServices } from './evaluatorServices.ts';

export async function scoreWith(
  use: string,
  options: JsonObject,
  item: EvaluatedItem,
  services: Partial<EvaluatorServices> = {},
): Promise<Score> {
  const evaluator = await openEvaluator({ use, options }, evaluatorServices(services));
  try {
    return await evaluator.score(item, new AbortController().signal);
  } finally {
    await evaluator.close?.();
  }
}

/** The value of a score; the code or reason of what was not scored. */
export async function valueOf(
  use: string,
  options: JsonObject,
  output: Json,
  expected: Json = null,
): Promise<number | string> {
  const score = await scoreWith(use, options, evaluatedItem(output, expected));
  return score.kind === 'scored' ? score.value : (score.error?.code ?? score.reason);
}
