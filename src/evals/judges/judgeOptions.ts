// The options of a judge, as a gate file gives them. Not the texts of files they name.
import { z } from 'zod';
import { pointerOption } from '../evaluators/reading/jsonPointer.ts';
import { pricesOption } from '../endpoint/prices.ts';
import { addressOption, plainHeaders, secretHeadersFrom, variableOption } from '../targets/headerOptions.ts';
import { misplacedIn } from './prompt/fillPrompt.ts';
import { rubrics } from './rubrics.ts';

const jsonObject = z.record(z.string(), z.json());
const text = z.union([z.string().min(1), z.strictObject({ file: z.string().min(1) })]);

export const openaiBase = 'https://api.openai.com/v1';

/** Names that their provider points at another model from time to time. */
const alias = /(^|[-:@/_.])latest$/i;

const workedExample = z.strictObject({
  input: z.json().default(null),
  output: z.json(),
  /** Of a pairwise comparison: the second answer. */
  opponent: z.json().default(null),
  expected: z.json().default(null),
  contexts: z.array(z.strictObject({ id: z.string(), text: z.string() })).default([]),
  /** `pass` or `fail`, a level, `first`, `second` or `tie`. */
  answer: z.union([z.string(), z.int()]),
  reason: z.string().default(''),
});

export const judgeOptions = z
  .strictObject({
    /** What a good answer is: a text, `{ file }`, or `{ preset }`. */
    rubric: z.union([
      z.string().min(1),
      z.strictObject({ file: z.string().min(1) }),
      z.strictObject({
        preset: z.string().refine((name) => rubrics.some((rubric) => rubric.name === name), {
          error: `must be one of ${rubrics.map(({ name }) => name).join(', ')}`,
        }),
      }),
    ]),
    scale: z.enum(['binary', 'graded', 'pairwise']).default('binary'),
    /** Of `graded`: how many levels, or what each means, worst first; 5 when absent. */
    levels: z
      .union([z.int().min(2).max(11), z.array(z.string().min(1)).min(2).max(11)])
      .nullable()
      .default(null),
    /** As the endpoint names it, pinned to a snapshot. */
    model: z.string().min(1),
    /** Takes the name of a moving model: its scores may be shown, but it can never be calibrated. */
    allowUnpinned: z.boolean().default(false),
    baseUrl: addressOption.default(openaiBase),
    /** Name of the variable with the key. Null: OPENAI_API_KEY for OpenAI itself, no key for others. */
    apiKey: variableOption.nullable().default(null),
    headers: plainHeaders,
    headersFrom: secretHeadersFrom,
    /** Sent as they are, over the defaults temperature 0, seed 1 and max_tokens 1024; null leaves one out. */
    parameters: jsonObject.default({}),
    /** The sentence that says who the judge is; rubric, scale, format and rules always follow it. */
    system: text.nullable().default(null),
    /** The message with what is judged, with placeholders such as {{input}} and {{output}}. */
    prompt: text.nullable().default(null),
    /** Worked examples, shown before what is judged. */
    examples: z.array(workedExample).default([]),
    includeInput: z.boolean().default(true),
    includeExpected: z.boolean().default(false),
    /** Null: as the rubric preset says, else false. */
    includeContexts: z.boolean().nullable().default(null),
    input: pointerOption,
    output: pointerOption,
    expected: pointerOption,
    /** `auto` holds the model to a JSON schema where the endpoint can, and asks without where it cannot. */
    responseFormat: z.enum(['auto', 'none']).default('auto'),
    /** Null: that of the rubric preset, `preference` for pairwise, else `custom`. */
    dimension: z
      .enum([
        'accuracy',
        'factuality',
        'format',
        'similarity',
        'retrieval',
        'safety',
        'refusal',
        'tools',
        'preference',
        'custom',
      ])
      .nullable()
      .default(null),
    /** Longer material is not sent: the example is unscored. */
    mostCharacters: z.int().min(1).default(100_000),
    prices: pricesOption.nullable().default(null),
    timeoutMs: z.int().min(1).default(60_000),
    concurrency: z.int().min(1).max(1_000).default(8),
    mostAttempts: z.int().min(1).max(100).default(5),
    callDeadlineMs: z.int().min(1).default(300_000),
    /** Labels by people of outputs of both versions: a file as `assay judge calibrate` reads it, used by the gate to correct the judge. */
    labels: z.string().min(1).nullable().default(null),
  })
  .superRefine((given, check) => {
    const refuse = (path: string, message: string): void => {
      check.addIssue({ code: 'custom', path: [path], message });
    };
    if (isAlias(given.model) && !given.allowUnpinned) {
      refuse(
        'model',
        `"${given.model}" names whatever its provider currently means by it, so that no calibration holds; pin a dated snapshot, or set "allowUnpinned" to only look at its scores`,
      );
    }
    if (given.levels !== null && given.scale !== 'graded') refuse('levels', 'belongs to the scale "graded"');
    if (given.includeContexts === true && given.scale === 'pairwise') {
      refuse('includeContexts', 'two answers rest on different passages, which a comparison does not show');
    }
    if (given.labels !== null && given.scale === 'pairwise') {
      refuse('labels', 'are of single answers; a comparison is corrected by nothing but its calibration');
    }
    for (const key of ['model', 'messages', 'stream', 'response_format', 'n']) {
      if (Object.hasOwn(given.parameters, key)) refuse('parameters', `"${key}" is set by the judge itself`);
    }
    if (typeof given.prompt === 'string') {
      const problem = misplacedIn(given.prompt, promptFields(given));
      if (problem !== null) refuse('prompt', problem);
    }
  });

export type JudgeOptions = z.infer<typeof judgeOptions>;

/** Whether the name means another model from time to time. */
export function isAlias(model: string): boolean {
  return alias.test(model);
}

/** The placeholders that a prompt must have. */
export function promptFields(
  given: Pick<JudgeOptions, 'scale' | 'includeExpected'> & { readonly includeContexts: boolean | null },
): readonly string[] {
  return [
    ...(given.includeExpected ? ['expected'] : []),
    ...(given.includeContexts === true ? ['contexts'] : []),
    ...(given.scale === 'pairwise' ? ['first', 'second'] : ['output']),
  ];
}
