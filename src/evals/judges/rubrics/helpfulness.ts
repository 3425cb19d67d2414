// The rubric of helpfulness: what the asker can do with the answer, not how it is dressed.
import type { RubricPreset } from './rubricPreset.ts';

export const helpfulness: RubricPreset = {
  name: 'helpfulness',
  dimension: 'custom',
  includeContexts: false,
  text: `The answer helps the person who asked to do what they evidently want to do.

It answers the question that was asked, not a neighbouring one; it is specific enough to act on; it has no error that would lead the person astray; and it leaves nothing out without which it is useless. When the question cannot be answered, it says so and says what would help.
It does not help when it evades, repeats the question, gives generalities where particulars were asked, buries the answer, or refuses without need.
Length, friendliness and formatting do not count for or against it: a short answer that settles the matter is as good as a long one.`,
};
