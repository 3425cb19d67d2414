// How many sentences of an answer are borne out by the passages it was given. A lexical baseline for hallucination, not a judge.
import { z } from 'zod';
import type { TargetOutput } from '../../model/evaluation.ts';
import type { EvaluatorKind } from '../evaluator.ts';
import { claimWords, supportedShare } from './measures/supportedShare.ts';
import { answerText } from './reading/answerText.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput, unscored } from './scoring/unscored.ts';

const options = z.strictObject({
  output: pointerOption,
  /** Share of a sentence's words that one passage must have. */
  support: z.number().gt(0).max(1).default(0.6),
});

const declaration = shareScore('factuality', ['contexts']);

/** Sentences × passages × words are walked. */
const longestTexts = 2_000_000;

export const faithfulness: EvaluatorKind<z.infer<typeof options>> = {
  name: 'faithfulness',
  summary: 'Share of the answer’s sentences whose words and numbers stand in a retrieved passage.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(faithfulness, chosen, declaration, {
      score({ answer, ...item }) {
        const { contexts } = answer;
        if (contexts === null) return missingInput('the target did not say which passages it was given');
        const text = answerText({ ...item, answer }, chosen.output);
        if (typeof text !== 'string') return text;
        if (text.length * Math.max(1, contexts.length) + lengthOf(contexts) > longestTexts) {
          return unscored('evaluator/too-long', 'the answer and its passages are too long to compare');
        }
        const passages = contexts.map((context) => claimWords(context.text));
        const { claims, supported, firstUnsupported } = supportedShare(text, passages, chosen.support);
        if (claims === 0) return missingInput('the answer claims nothing that could be borne out');
        return scored(
          supported / claims,
          firstUnsupported === null ? null : `not borne out: “${firstUnsupported}”`,
          { claims, supported },
        );
      },
    }),
};

function lengthOf(contexts: NonNullable<TargetOutput['contexts']>): number {
  return contexts.reduce((sum, { text }) => sum + text.length, 0);
}
