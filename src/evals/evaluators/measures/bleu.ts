// BLEU of a sentence and of a corpus, from tokens. Not the tokenisation: see bleuTokens.
import { ngramCounts } from '../text/ngramCounts.ts';

const longestRun = 4;

/** A text ready to be compared: its length and the runs of 1 to 4 tokens in it. */
export interface BleuText {
  readonly length: number;
  readonly runs: readonly ReadonlyMap<string, number>[];
}

/** What BLEU needs to know of one answer and its references; sums over a corpus. */
export interface BleuCounts {
  readonly answerLength: number;
  readonly referenceLength: number;
  readonly matched: readonly number[];
  readonly total: readonly number[];
}

export function bleuText(tokens: readonly string[]): BleuText {
  return {
    length: tokens.length,
    runs: Array.from({ length: longestRun }, (_, index) => ngramCounts(tokens, index + 1)),
  };
}

/** Runs of the answer that some reference has, each no more often than in the reference that has it most. */
export function bleuCounts(answer: BleuText, references: readonly BleuText[]): BleuCounts {
  const matched = answer.runs.map((runs, index) => {
    let sum = 0;
    for (const [run, count] of runs) {
      let most = 0;
      for (const reference of references) most = Math.max(most, reference.runs[index]?.get(run) ?? 0);
      sum += Math.min(count, most);
    }
    return sum;
  });
  const total = answer.runs.map((_, index) => Math.max(answer.length - index, 0));
  return {
    answerLength: answer.length,
    referenceLength: closestLength(answer.length, references),
    matched,
    total,
  };
}

/** The shorter one of two that are equally near. */
function closestLength(length: number, references: readonly BleuText[]): number {
  let best = Infinity;
  for (const reference of references) {
    const nearer = Math.abs(reference.length - length) - Math.abs(best - length);
    if (best === Infinity || nearer < 0 || (nearer === 0 && reference.length < best)) best = reference.length;
  }
  return best === Infinity ? 0 : best;
}

/**
 * BLEU of one sentence in [0, 1], with smoothing `exp` and the effective order: runs longer than the answer are not held against it.
 *
 * @source Chen & Cherry 2014, technique 3; equal to sacrebleu's `sentence_bleu`, see the fixture `referenceScores.json`
 */
export function sentenceBleu(answer: BleuText, references: readonly BleuText[]): number {
  return bleuOf(bleuCounts(answer, references), true);
}

/**
 * BLEU of a corpus in [0, 1]: counts are summed before precision is formed, which is not the mean of sentences.
 *
 * @source Papineni et al. 2002; equal to sacrebleu's `corpus_bleu` with smoothing `exp`
 */
export function corpusBleu(
  sentences: readonly { readonly answer: BleuText; readonly references: readonly BleuText[] }[],
): number {
  const counts = sentences.map(({ answer, references }) => bleuCounts(answer, references));
  const sum = (read: (one: BleuCounts) => number): number =>
    counts.reduce((total, one) => total + read(one), 0);
  const perOrder = (read: (one: BleuCounts) => readonly number[]): number[] =>
    Array.from({ length: longestRun }, (_, order) => sum((one) => read(one)[order] ?? 0));
  return bleuOf(
    {
      answerLength: sum((one) => one.answerLength),
      referenceLength: sum((one) => one.referenceLength),
      matched: perOrder((one) => one.matched),
      total: perOrder((one) => one.total),
    },
    false,
  );
}

function bleuOf(counts: BleuCounts, isEffectiveOrder: boolean): number {
  if (!counts.matched.some((matched) => matched > 0)) return 0;
  let smoothing = 1;
  let order = longestRun;
  let logSum = 0;
  for (let index = 0; index < longestRun; index += 1) {
    const total = counts.total[index] ?? 0;
    if (total === 0) {
      if (!isEffectiveOrder) return 0;
      order = index;
      break;
    }
    const matched = counts.matched[index] ?? 0;
    if (matched === 0) {
      smoothing *= 2;
      logSum += Math.log(1 / (smoothing * total));
    } else {
      logSum += Math.log(matched / total);
    }
  }
  const { answerLength, referenceLength } = counts;
  const brevity = answerLength < referenceLength ? Math.exp(1 - referenceLength / answerLength) : 1;
  return Math.min(1, brevity * Math.exp(logSum / order));
}
