// The harmonic mean of precision and recall, from counts. Not where the counts come from.

export interface Overlap {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** @param overlap what both sides share; an empty side makes all three 0 */
export function overlapScores(overlap: number, answered: number, expected: number): Overlap {
  if (overlap === 0 || answered === 0 || expected === 0) return { precision: 0, recall: 0, f1: 0 };
  const precision = overlap / answered;
  const recall = overlap / expected;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
