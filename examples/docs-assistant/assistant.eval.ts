// The three versions of the assistant, as the gate calls them. They differ in retrieval only.
import { join } from 'node:path';
import { assistant, type Answered, type Retrieval } from './assistant/assistant.ts';
import { readCorpus } from './assistant/readCorpus.ts';
import { stemmedTokens } from './assistant/stemmedTokens.ts';
import { stemmedTokensAndNames } from './assistant/stemmedTokensAndNames.ts';
import { synonymsOf } from './assistant/synonyms.ts';
import { wordTokens } from './assistant/wordTokens.ts';

interface Call {
  readonly input: unknown;
}

/** The baseline: words as they are typed. */
export const v1_0_0 = version({ tokens: wordTokens, synonyms: () => [] });

/** Readers need not know the documentation's own words: stems and synonyms. */
export const v1_1_0 = version({ tokens: stemmedTokens, synonyms: synonymsOf });

/** As 1.1.0, and names such as `ASSAY_DATA` or `--allowed-host` are found as they stand. */
export const v1_2_0 = version({ tokens: stemmedTokensAndNames, synonyms: synonymsOf });

function version(retrieval: Retrieval): (call: Call) => Promise<Answered> {
  let answer: ((question: string) => Answered) | undefined;
  return async ({ input }) => {
    answer ??= assistant(readCorpus(join(import.meta.dirname, 'corpus')), retrieval);
    return answer(questionOf(input));
  };
}

function questionOf(input: unknown): string {
  if (
    typeof input === 'object' &&
    input !== null &&
    'question' in input &&
    typeof input.question === 'string'
  ) {
    return input.question;
  }
  throw new TypeError('an example of this dataset has an input of the form {"question": "…"}');
}
