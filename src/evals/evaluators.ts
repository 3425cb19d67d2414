// The evaluators there are: one line each. Not how they are found by name: see findEvaluator.
import type { EvaluatorKind } from './evaluator.ts';
import { bleu } from './evaluators/bleu.ts';
import { classification } from './evaluators/classification.ts';
import { contains } from './evaluators/contains.ts';
import { cost } from './evaluators/cost.ts';
import { exactMatch } from './evaluators/exactMatch.ts';
import { jsonSchema } from './evaluators/jsonSchema.ts';
import { jsonSubset } from './evaluators/jsonSubset.ts';
import { latency } from './evaluators/latency.ts';
import { length } from './evaluators/length.ts';
import { levenshtein } from './evaluators/levenshtein.ts';
import { normalizedMatch } from './evaluators/normalizedMatch.ts';
import { numeric } from './evaluators/numeric.ts';
import { regex } from './evaluators/regex.ts';
import { rouge } from './evaluators/rouge.ts';
import { tokenF1 } from './evaluators/tokenF1.ts';
import { tokens } from './evaluators/tokens.ts';

export const evaluators: readonly EvaluatorKind[] = [
  exactMatch,
  normalizedMatch,
  contains,
  regex,
  jsonSchema,
  jsonSubset,
  numeric,
  classification,
  tokenF1,
  rouge,
  bleu,
  levenshtein,
  latency,
  cost,
  tokens,
  length,
];
