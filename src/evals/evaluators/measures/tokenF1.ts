// F1 over shared words, as SQuAD scores answers. Not the normalisation: see squadTokens.
import { countOf, overlapOf } from '../text/countOf.ts';
import { overlapScores, type Overlap } from './f1.ts';

/**
 * Precision, recall and F1 of the words of an answer against those of a reference, as multisets.
 *
 * @returns 1 for two empty lists and 0 for one empty list, as the script of SQuAD 2.0 does for questions without an answer
 * @source Rajpurkar et al. 2018, `compute_f1`
 */
export function tokenF1(answer: readonly string[], reference: readonly string[]): Overlap {
  if (answer.length === 0 || reference.length === 0) {
    const value = answer.length === reference.length ? 1 : 0;
    return { precision: value, recall: value, f1: value };
  }
  return overlapScores(overlapOf(countOf(answer), countOf(reference)), answer.length, reference.length);
}
