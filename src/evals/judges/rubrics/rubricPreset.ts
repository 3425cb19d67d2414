// The contract of a rubric that comes with Assay. Knows no rubric.
import type { Dimension } from '../../../model/evaluation.ts';

export interface RubricPreset {
  readonly name: string;
  readonly dimension: Extract<Dimension, 'accuracy' | 'factuality' | 'safety' | 'custom'>;
  /** The rubric speaks of the passages an answer was made from. */
  readonly includeContexts: boolean;
  /** Part of the judge's hash: another wording is another judge. */
  readonly text: string;
}
