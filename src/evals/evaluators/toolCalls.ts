// The answer calls the tools it should, with the arguments it should. Not whether it needed them.
import { z } from 'zod';
import type { ToolCall } from '../../model/evaluation.ts';
import type { Json } from '../../model/json.ts';
import type { EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { overlapScores } from './measures/f1.ts';
import { toleranceOptions } from './measures/tolerance.ts';
import { mostToolCalls, toolCallMatch } from './measures/toolCallMatch.ts';
import { depthWithin } from './reading/depthWithin.ts';
import { expectedValue, type Found } from './reading/expectedValue.ts';
import { deepestValue } from './reading/jsonAnswer.ts';
import { pointerOption, valueAt } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore, shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput, unscored, type Unscored } from './scoring/unscored.ts';

const options = z.strictObject({
  expected: pointerOption,
  order: z.enum(['ordered', 'unordered']).default('unordered'),
  arguments: z.enum(['subset', 'exact', 'ignore']).default('subset'),
  tolerance: toleranceOptions.default({ absolute: 0, relative: 0 }),
  /** Whether calls that nobody expected are a mistake. */
  extra: z.enum(['refuse', 'allow']).default('refuse'),
  /** `all`: 1 only when everything fits; `f1`: the harmonic mean of precision and recall (recall where extra calls are allowed). */
  score: z.enum(['all', 'f1']).default('all'),
});
type Options = z.infer<typeof options>;

const toolCallList = z.array(
  z.object({ name: z.string(), arguments: z.custom<Json>(() => true).optional() }),
);

export const toolCalls: EvaluatorKind<Options> = {
  name: 'tool-calls',
  summary: 'The answer makes the expected tool calls, in order or in any order, with the expected arguments.',
  version: 1,
  options,
  declare: declarationFor,
  create(chosen) {
    const wanted = rememberByExample((example): Found<readonly ToolCall[]> | Unscored => {
      const found = expectedValue(example, chosen.expected);
      if (found.kind === 'unscored') return found;
      const calls = callsIn(found.value, chosen.expected === null);
      return calls === undefined
        ? missingInput('the expected output is no list of tool calls ({"name": …, "arguments": …})')
        : { kind: 'found', value: calls };
    });
    return evaluatorOf(toolCalls, chosen, declarationFor(chosen), {
      score(item) {
        const expected = wanted(item.example);
        if (expected.kind === 'unscored') return expected;
        const made = item.answer.toolCalls;
        if (made === null) return missingInput('the target did not say which tools it called');
        if (Math.max(made.length, expected.value.length) > mostToolCalls) {
          return unscored('evaluator/too-long', `${String(made.length)} tool calls are too many to match`);
        }
        if (!made.every((call) => depthWithin(call.arguments, deepestValue))) {
          return unscored('evaluator/too-long', 'the arguments of a tool call are nested too deep');
        }
        const matched = toolCallMatch(made, expected.value, chosen);
        const reason = `${String(matched)} of ${String(expected.value.length)} expected calls, ${String(made.length)} made`;
        return scored(scoreOf(matched, made.length, expected.value.length, chosen), reason);
      },
    });
  },
};

function scoreOf(matched: number, made: number, expected: number, chosen: Options): number {
  const isExtraRefused = chosen.extra === 'refuse';
  if (matched === expected && (!isExtraRefused || made === expected)) return 1;
  if (chosen.score === 'all') return 0;
  const { recall, f1 } = overlapScores(matched, made, expected);
  return isExtraRefused ? f1 : recall;
}

/** A list of calls, or with no pointer an object that has one. */
function callsIn(value: Json, looksInside: boolean): readonly ToolCall[] | undefined {
  const inside = looksInside
    ? (valueAt(value, '/toolCalls') ?? valueAt(value, '/tool_calls') ?? value)
    : value;
  const parsed = toolCallList.safeParse(inside);
  if (!parsed.success || !depthWithin(inside, deepestValue)) return undefined;
  return parsed.data.map((call) => ({ name: call.name, arguments: call.arguments ?? {} }));
}

function declarationFor(chosen: Options): EvaluatorDeclaration {
  return (chosen.score === 'all' ? binaryScore : shareScore)('tools', ['expected', 'tool-calls']);
}
