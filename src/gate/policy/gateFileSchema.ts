// What a gate file may say: the one schema that files are parsed with and that docs/schema/assay.schema.json is made from. Not what it means.
import { z } from 'zod';

/** Names appear in URLs, on command lines and in reports. */
export const policyName = /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u;
const name = z
  .string()
  .regex(policyName)
  .meta({ description: 'Letters, digits, `.`, `_`, `-` and spaces; at most 100.', examples: ['answer'] });

const text = (description: string, example: string): z.ZodString =>
  z
    .string()
    .min(1)
    .meta({ description, examples: [example] });

const json = z.json().meta({ id: 'json' });
const options = z.record(z.string(), json);

const share = (description: string, example: number): z.ZodNumber =>
  z
    .number()
    .gt(0)
    .lt(1)
    .meta({ description, examples: [example] });

const duration = (description: string, example: string): z.ZodString =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h)$/)
    .meta({ description, examples: [example] });

const criticality = z.enum(['critical', 'required', 'supporting', 'advisory']);

const objective = z
  .strictObject({
    use: text('The evaluator; the name of the objective when left out.', 'exact-match').optional(),
    options: options.meta({ description: 'Options of the evaluator.' }).optional(),
    title: text('How reports call it.', 'Answers are right').optional(),
    criticality: criticality
      .meta({
        description: '`critical` and `required` decide; `supporting` warns; `advisory` is shown.',
        examples: ['required'],
      })
      .optional(),
    floor: z
      .number()
      .meta({
        description: 'The candidate must reach at least this; at most this where lower is better.',
        examples: [0.9],
      })
      .optional(),
    margin: z
      .union([z.number().gt(0), z.literal('none')])
      .meta({
        description:
          'Largest tolerated loss against the baseline: in points of the score, or as growth for latency, cost and counts (0.1 is 10 %). `none`: no comparison.',
        examples: [0.05],
      })
      .optional(),
    mustImproveBy: z
      .number()
      .min(0)
      .meta({ description: 'The candidate must be better by more than this.', examples: [0.02] })
      .optional(),
    ceiling: z
      .strictObject({
        quantile: share('Which quantile.', 0.95),
        limit: z
          .number()
          .gt(0)
          .meta({ description: 'In the unit of the evaluator, such as milliseconds.', examples: [2000] }),
      })
      .meta({
        description: 'A quantile that may not exceed a limit; for latency, cost and counts.',
        examples: [{ quantile: 0.95, limit: 2000 }],
      })
      .optional(),
    mostCatastrophic: z
      .number()
      .gt(0)
      .lt(1)
      .meta({ description: 'Largest share of examples that may score the worst value.', examples: [0.01] })
      .optional(),
    largestLoss: z
      .number()
      .gt(0)
      .max(1)
      .meta({
        description:
          'Largest loss that one example can suffer; less than 1 only when the scorer cannot collapse.',
        examples: [1],
      })
      .optional(),
    aggregate: z
      .enum(['precision', 'recall', 'f1', 'macro-f1', 'mcc'])
      .meta({
        description: 'Decide on this aggregate over labels instead of the mean score.',
        examples: ['macro-f1'],
      })
      .optional(),
    failOn: z
      .enum(['significant', 'beyond-margin', 'point'])
      .meta({
        description:
          'What fails: a significant drop, only a drop beyond the margin, or the point estimate (not statistically supported).',
        examples: ['significant'],
      })
      .optional(),
  })
  .meta({ examples: [{ use: 'exact-match', margin: 0.05 }] });

const manifest = z
  .strictObject({
    prompt: json.meta({ description: 'The prompt, or the messages.' }).optional(),
    model: options
      .meta({ description: 'Provider, name and snapshot.', examples: [{ name: 'gpt-4.1-2025-04-14' }] })
      .optional(),
    parameters: options
      .meta({ description: 'Decoding settings.', examples: [{ temperature: 0 }] })
      .optional(),
    tools: z.array(json).meta({ description: 'Tools that it may call.' }).optional(),
    retrieval: options.meta({ description: 'Retrieval settings.', examples: [{ top: 5 }] }).optional(),
    files: z
      .array(z.string().min(1))
      .meta({
        description: 'Files, relative to the gate file, whose content is part of the version.',
        examples: [['prompt.md']],
      })
      .optional(),
  })
  .meta({ description: 'What the version is made of; hashed.' });

const target = (description: string, example: string) =>
  z.union([z.string().min(1), options]).meta({ description, examples: [example] });

/** Every kind of target is a key of an arm; exactly one is given. */
export const targetKeys = ['openai', 'http', 'command', 'module', 'recorded'] as const;

const arm = (description: string) =>
  z
    .strictObject({
      version: text('Semantic name of the version.', '1.1.0').optional(),
      openai: target(
        'A chat endpoint of the OpenAI kind: the model, or options.',
        'gpt-4.1-2025-04-14',
      ).optional(),
      http: target('An HTTP endpoint: its URL, or options.', 'http://127.0.0.1:8000/answer').optional(),
      command: target(
        'A command that speaks JSON lines: the command, or options.',
        'python assistant.py',
      ).optional(),
      module: target(
        'A function in a TypeScript or JavaScript file: `file#export`, or options.',
        'assistant.eval.ts#answer',
      ).optional(),
      recorded: target('Answers that were recorded: a file, or options.', 'answers.jsonl').optional(),
      manifest: manifest.optional(),
    })
    .meta({ description });

const sliceName = text(
  'A slice that the dataset defines, or a new name with `tags` or `metadata`.',
  'unanswerable',
);
const condition = z.union([z.string(), z.number(), z.boolean()]);
const slice = z.union([
  z
    .string()
    .min(1)
    .meta({
      description: 'A slice that the dataset defines, or a metadata key of which every value is a slice.',
      examples: ['topic'],
    }),
  z.strictObject({
    key: text('A metadata key: each of its values is a slice.', 'topic'),
    critical: z
      .array(condition)
      .meta({ description: 'Values whose slices decide.', examples: [['refunds']] })
      .optional(),
  }),
  z.strictObject({
    name: sliceName,
    tags: z
      .array(z.string().min(1))
      .min(1)
      .meta({ description: 'Examples that have all these tags.', examples: [['boundary']] })
      .optional(),
    metadata: z
      .record(z.string(), z.union([condition, z.array(condition).min(1)]))
      .meta({
        description: 'Examples whose metadata have these values; a list means any of them.',
        examples: [{ difficulty: 'hard' }],
      })
      .optional(),
    critical: z
      .boolean()
      .meta({ description: 'A significant regression here fails the gate.', examples: [true] })
      .optional(),
  }),
]);

const dataset = z
  .union([
    z.string().min(1),
    z.strictObject({
      source: text('A file, or the name of a dataset in the store.', 'golden/dataset.yaml'),
      version: text('A label, or the beginning of a version id.', '1.2.0').optional(),
    }),
  ])
  .meta({
    description: 'A file, or the name of a dataset in the store; `@` and a label or version id pins it.',
    examples: ['golden/dataset.yaml', 'support-questions@1.2.0'],
  });

const epochs = z
  .int()
  .min(1)
  .max(100)
  .meta({ description: 'How often each example is asked.', examples: [1] });

const statistics = z.strictObject({
  alpha: z
    .number()
    .gt(0)
    .max(0.5)
    .meta({ description: 'One-sided error of a PASS claim.', examples: [0.05] })
    .optional(),
  criticalAlpha: z
    .number()
    .gt(0)
    .max(0.5)
    .meta({ description: 'The same for critical objectives.', examples: [0.025] })
    .optional(),
  failAlpha: z
    .number()
    .gt(0)
    .max(0.5)
    .meta({ description: 'Family-wise error of FAIL.', examples: [0.05] })
    .optional(),
  sliceFdr: z
    .number()
    .gt(0)
    .max(0.5)
    .meta({ description: 'False discovery rate of warnings about slices.', examples: [0.1] })
    .optional(),
  target: z
    .enum(['super-population', 'fixed-dataset'])
    .meta({
      description: 'What is claimed: about examples like these, or about these only (needs two epochs).',
      examples: ['super-population'],
    })
    .optional(),
  missing: z
    .enum(['failure', 'complete-cases'])
    .meta({
      description: 'A missing result of the candidate counts as the worst value, or its pair is left out.',
      examples: ['failure'],
    })
    .optional(),
  mostMissing: z
    .number()
    .min(0)
    .lt(1)
    .meta({ description: 'More missing pairs than this share are INCONCLUSIVE.', examples: [0.05] })
    .optional(),
  sequential: z
    .union([z.boolean(), z.int().min(2).max(20)])
    .meta({ description: 'Stop early: `true` for five looks, or their number.', examples: [true] })
    .optional(),
  clustered: z
    .boolean()
    .meta({ description: 'Whether examples of one cluster count as dependent.', examples: [true] })
    .optional(),
  pairing: z
    .enum(['auto', 'independent'])
    .meta({ description: 'Compare example by example, or as two samples.', examples: ['auto'] })
    .optional(),
});

const tier = (description: string) =>
  z
    .strictObject({
      slice: text('Only examples of this slice.', 'boundary').optional(),
      limit: z
        .int()
        .min(1)
        .meta({ description: 'At most this many examples.', examples: [10] })
        .optional(),
      splits: z
        .array(z.string().min(1))
        .min(1)
        .meta({ description: 'Only these splits.', examples: [['test']] })
        .optional(),
      objectives: z
        .union([z.literal(['all', 'deterministic']), z.array(z.string().min(1)).min(1)])
        .meta({
          description:
            'Objectives that take part; `deterministic` leaves judges and whatever calls a model out.',
          examples: ['deterministic'],
        })
        .optional(),
      epochs: epochs.optional(),
      dataset: dataset.optional(),
      statistics: statistics.meta({ description: 'What differs from `statistics`.' }).optional(),
      decide: z
        .enum(['statistics', 'all-pass'])
        .meta({
          description:
            '`all-pass`: every deciding check must hold on every example; no statistics are claimed.',
          examples: ['all-pass'],
        })
        .optional(),
    })
    .meta({ description });

export const objectiveSchema = z.union([text('The evaluator.', 'exact-match'), objective, z.null()]);
export const sliceSchema = slice;

export const gateFileSchema = z
  .strictObject({
    component: z
      .union([
        name,
        z.strictObject({
          name,
          kind: z
            .enum(['prompt', 'model', 'rag-configuration', 'tool-policy', 'agent'])
            .meta({ description: 'What sort of thing it is.', examples: ['agent'] })
            .optional(),
        }),
      ])
      .meta({ description: 'What is evaluated.', examples: ['docs-assistant'] }),
    dataset,
    candidate: arm('The version that asks to be let through.').meta({
      examples: [{ version: '1.1.0', module: 'assistant.eval.ts#answer' }],
    }),
    baseline: arm('The version that it is compared with; only floors are checked without one.')
      .meta({ examples: [{ version: '1.0.0', module: 'assistant.eval.ts#answer' }] })
      .optional(),
    objectives: z
      .record(name, objectiveSchema)
      .refine((map) => Object.keys(map).length > 0, { message: 'empty' })
      .meta({
        description: 'What is demanded, by name.',
        examples: [{ answer: { use: 'exact-match', margin: 0.05 } }],
      }),
    slices: z
      .array(slice)
      .meta({ description: 'Cohorts that are looked at one by one.', examples: [['topic']] })
      .optional(),
    tiers: z
      .strictObject({
        pr: tier('On a pull request: few examples, deterministic checks.').optional(),
        merge: tier('At merge: the full set.').optional(),
        canary: tier('On a share of traffic.').optional(),
        production: tier('Before production.').optional(),
      })
      .meta({
        description: 'What each stage takes of the dataset and changes.',
        examples: [{ pr: { limit: 10 } }],
      })
      .optional(),
    epochs: epochs.optional(),
    seed: text('Names the order of the examples and the seeds of the targets.', 'docs').optional(),
    statistics: statistics.meta({ description: 'How certain a verdict is.' }).optional(),
    budget: z
      .strictObject({
        cost: z
          .number()
          .gt(0)
          .meta({ description: 'Most US dollars.', examples: [5] })
          .optional(),
        tokens: z
          .int()
          .gt(0)
          .meta({ description: 'Most tokens.', examples: [1000000] })
          .optional(),
        minutes: z
          .number()
          .gt(0)
          .meta({ description: 'Most minutes.', examples: [30] })
          .optional(),
      })
      .meta({ description: 'The run stops cleanly when one is spent.' })
      .optional(),
    runner: z
      .strictObject({
        concurrency: z
          .int()
          .min(1)
          .max(1000)
          .meta({ description: 'Calls at once to begin with; the runner adapts it.', examples: [8] })
          .optional(),
        mostConcurrency: z
          .int()
          .min(1)
          .max(1000)
          .meta({ description: 'Most calls at once.', examples: [64] })
          .optional(),
        timeout: duration('Longest time of one attempt.', '60s').optional(),
        attempts: z
          .int()
          .min(1)
          .max(20)
          .meta({ description: 'Attempts per call, the first included.', examples: [5] })
          .optional(),
        deadline: duration('No attempt begins later than this after the first.', '5m').optional(),
        mostOutput: z
          .string()
          .regex(/^\d+(\.\d+)?(kB|MB)$/)
          .meta({ description: 'Larger answers are an error of their example.', examples: ['10MB'] })
          .optional(),
      })
      .meta({ description: 'How targets are called.' })
      .optional(),
    human: z
      .strictObject({
        requiredWhen: z
          .array(z.enum(['always', 'major-version', 'high-risk']))
          .meta({ description: 'When people must have looked too.', examples: [['major-version']] })
          .optional(),
        risk: z
          .enum(['low', 'high'])
          .meta({ description: 'How much harm a bad answer does.', examples: ['low'] })
          .optional(),
      })
      .meta({ description: 'When people must have looked too.' })
      .optional(),
  })
  .meta({
    title: 'Assay gate file',
    description: 'What a gate demands of a change: the component, the golden dataset, the objectives.',
  });

export type GateFileText = z.infer<typeof gateFileSchema>;
