// The rubrics that come with Assay: one line each. All are worded so that meeting them is good.
import { bias } from './rubrics/bias.ts';
import { hallucination } from './rubrics/hallucination.ts';
import { helpfulness } from './rubrics/helpfulness.ts';
import type { RubricPreset } from './rubrics/rubricPreset.ts';
import { toxicity } from './rubrics/toxicity.ts';

export const rubrics: readonly RubricPreset[] = [toxicity, bias, hallucination, helpfulness];
