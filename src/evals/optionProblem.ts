// What is wrong first with the options of an evaluator or a target, in words. Not where they stand in a file.
import { z } from 'zod';
import { nearestWord } from '../model/nearestWord.ts';

export interface OptionProblem {
  /** Keys into the options; empty for the options as a whole. */
  readonly path: readonly (string | number)[];
  /** `patern is no option; did you mean pattern?`, `pattern: Invalid input: …`. */
  readonly message: string;
}

/** A misspelt option before all else: what is then missing is usually what was meant. */
export function optionProblem(schema: z.ZodType, { issues }: z.ZodError): OptionProblem {
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const [key = ''] = issue.keys;
    const known = issue.path.length === 0 && schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    const nearest = nearestWord(key, known);
    const suggestion = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
    return {
      path: [...steps(issue.path), key],
      message: `\`${key.slice(0, 80)}\` is no option${suggestion}`,
    };
  }
  const [issue] = issues;
  const path = steps(issue?.path ?? []);
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  return { path, message: `${place}${issue?.message ?? 'invalid'}` };
}

function steps(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}
