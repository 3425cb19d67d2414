// The evaluators there are: one line each. Not how they are found by name: see findEvaluator.
import type { EvaluatorKind } from './evaluator.ts';
import { bias } from './evaluators/bias.ts';
import { bleu } from './evaluators/bleu.ts';
import { citations } from './evaluators/citations.ts';
import { classification } from './evaluators/classification.ts';
import { command } from './evaluators/command.ts';
import { composite } from './evaluators/composite.ts';
import { contains } from './evaluators/contains.ts';
import { cost } from './evaluators/cost.ts';
import { embeddingCosine } from './evaluators/embeddingCosine.ts';
import { exactMatch } from './evaluators/exactMatch.ts';
import { faithfulness } from './evaluators/faithfulness.ts';
import { jsonSchema } from './evaluators/jsonSchema.ts';
import { jsonSubset } from './evaluators/jsonSubset.ts';
import { latency } from './evaluators/latency.ts';
import { length } from './evaluators/length.ts';
import { levenshtein } from './evaluators/levenshtein.ts';
import { module } from './evaluators/module.ts';
import { normalizedMatch } from './evaluators/normalizedMatch.ts';
import { numeric } from './evaluators/numeric.ts';
import { pairwise } from './evaluators/pairwise.ts';
import { passAtK } from './evaluators/passAtK.ts';
import { refusal } from './evaluators/refusal.ts';
import { regex } from './evaluators/regex.ts';
import { rouge } from './evaluators/rouge.ts';
import { tokenEfficiency } from './evaluators/tokenEfficiency.ts';
import { tokenF1 } from './evaluators/tokenF1.ts';
import { tokens } from './evaluators/tokens.ts';
import { toolCalls } from './evaluators/toolCalls.ts';
import { toxicity } from './evaluators/toxicity.ts';
import { judge } from './judges/judge.ts';

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
  embeddingCosine,
  citations,
  faithfulness,
  refusal,
  toolCalls,
  latency,
  cost,
  tokens,
  tokenEfficiency,
  length,
  toxicity,
  bias,
  passAtK,
  pairwise,
  composite,
  module,
  command,
  judge,
];
