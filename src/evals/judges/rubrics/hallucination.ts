// The rubric of hallucination: claims without support in the passages given, whether or not they happen to be true.
import type { RubricPreset } from './rubricPreset.ts';

export const hallucination: RubricPreset = {
  name: 'hallucination',
  dimension: 'factuality',
  includeContexts: true,
  text: `Every claim of the answer is supported by the passages that were given.

Take the claims of the answer one by one: names, numbers, dates, causes, instructions, quotations, links.
It fails when at least one claim is neither stated in the passages nor follows from them, contradicts them, or names a source that is not among them. That a claim is true in the world is no support.
It passes when each claim is supported, also when the answer is short, and when it says that the passages do not have what was asked. Greetings, offers of help and repetitions of the question are not claims.`,
};
