// ROUGE-N and ROUGE-L of one answer against one reference. Not the tokenisation: see rougeTokens.
import { overlapOf } from '../text/countOf.ts';
import { ngramCounts } from '../text/ngramCounts.ts';
import { overlapScores, type Overlap } from './f1.ts';
import { longestCommonSubsequence } from './longestCommonSubsequence.ts';

export type RougeVariant = 'rouge-1' | 'rouge-2' | 'rouge-l';

/**
 * Precision, recall and F1 over shared words (1), pairs of words (2) or the longest common subsequence (L).
 *
 * @returns undefined when the texts are too long for L
 * @source Lin 2004; equal to the Python package rouge-score 0.1.2 without stemming, see the fixture `referenceScores.json`
 */
export function rouge(
  variant: RougeVariant,
  answer: readonly string[],
  reference: readonly string[],
): Overlap | undefined {
  if (variant === 'rouge-l') {
    const common = longestCommonSubsequence(answer, reference);
    return common === undefined ? undefined : overlapScores(common, answer.length, reference.length);
  }
  const size = variant === 'rouge-1' ? 1 : 2;
  return overlapScores(
    overlapOf(ngramCounts(answer, size), ngramCounts(reference, size)),
    Math.max(answer.length - size + 1, 0),
    Math.max(reference.length - size + 1, 0),
  );
}
