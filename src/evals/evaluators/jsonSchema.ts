// The answer is JSON that satisfies a JSON Schema (draft 2020-12, with formats). Not whether what it says is right.
import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { Evaluator, EvaluatorKind } from '../evaluator.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { jsonAnswer } from './reading/jsonAnswer.ts';
import { compiledSchema } from './timeLimit/compiledSchema.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { unscored } from './scoring/unscored.ts';

const options = z.strictObject({
  output: pointerOption,
  schema: z.union([
    z.record(
      z.string(),
      z.custom<Json>(() => true),
    ),
    z.boolean(),
  ]),
  fences: z.enum(['refuse', 'accept']).default('refuse'),
});
type Options = z.infer<typeof options>;

const declaration = binaryScore('format', []);

export const jsonSchema: EvaluatorKind<Options> = {
  name: 'json-schema',
  summary: 'The answer is JSON that satisfies a JSON Schema (draft 2020-12 with formats).',
  version: 1,
  options,
  declare(chosen) {
    compiledSchema(chosen.schema);
    return declaration;
  },
  create: (chosen) => evaluatorOf(jsonSchema, chosen, declaration, { score: validating(chosen) }),
};

function validating(chosen: Options): Evaluator['score'] {
  const schema = compiledSchema(chosen.schema);
  return (item) => {
    const answer = jsonAnswer(item, chosen.output, chosen.fences);
    if (answer.kind === 'not-json') return scored(0, answer.reason);
    if (answer.kind === 'unscored') return answer;
    const complaint = schema.complaintAbout(answer.value);
    if (complaint === undefined) {
      return unscored(
        'evaluator/regex-too-slow',
        `the schema did not finish on the answer to example ${item.example.exampleId}`,
      );
    }
    return complaint === null ? scored(1) : scored(0, complaint);
  };
}
