/** Folders with the same golden set, the same answers and the same five checks, one for `assay gate` and one for `promptfoo eval`. */
import fs from 'node:fs';
import path from 'node:path';
import {
  answerPattern,
  answerSchema,
  answerTo,
  type GateQuestion,
  gateQuestions,
  versions,
} from './gateQuestions.ts';

/** What is asked, and whom. */
export interface GateTask {
  readonly examples: number;
  readonly arms: readonly (keyof typeof versions)[];
  /** Undefined: outputs that were recorded. */
  readonly endpoint: { readonly baseUrl: string; readonly concurrency: number } | undefined;
  /** Every topic is a slice that is judged. */
  readonly hasSlices: boolean;
}

const model = 'bench-model';

/** promptfoo's edit distance passes up to so many edits; Assay's is a score from 0 to 1. */
const mostEdits = 5;

/** Writes `assay.yaml` and what it names. */
export function writeAssayProject(folder: string, task: GateTask): void {
  fs.mkdirSync(folder, { recursive: true });
  const questions = gateQuestions(task.examples);
  writeLines(
    path.join(folder, 'golden.jsonl'),
    questions.map(({ question, answer, city, topic }) => ({
      input: { question },
      expected: { answer, city },
      metadata: { topic },
    })),
  );
  if (task.endpoint === undefined) {
    for (const arm of task.arms) {
      const lines = questions.map(({ question }) => ({
        input: { question },
        output: answerTo(question, versions[arm]),
      }));
      writeLines(path.join(folder, `${arm}.jsonl`), lines);
    }
  }
  const target = (arm: keyof typeof versions): object =>
    task.endpoint === undefined
      ? { recorded: `${arm}.jsonl` }
      : {
          openai: {
            baseUrl: task.endpoint.baseUrl,
            model,
            system: versions[arm],
            prompt: '{{input.question}}',
          },
        };
  const floor = 0.8;
  const policy = {
    component: { name: 'bench' },
    dataset: 'golden.jsonl',
    ...Object.fromEntries(task.arms.map((arm) => [arm, { version: `${arm} 1.0.0`, ...target(arm) }])),
    objectives: {
      equal: { use: 'exact-match', options: { expected: '/answer' }, floor },
      named: { use: 'contains', options: { expected: '/city' }, floor },
      pattern: { use: 'regex', options: { pattern: answerPattern }, floor },
      shape: { use: 'json-schema', options: { schema: answerSchema }, floor },
      near: { use: 'levenshtein', options: { expected: '/answer' }, floor },
    },
    ...(task.hasSlices ? { slices: [{ key: 'topic' }] } : {}),
    ...(task.endpoint === undefined
      ? {}
      : { runner: { concurrency: task.endpoint.concurrency, mostConcurrency: task.endpoint.concurrency } }),
  };
  // YAML reads JSON.
  fs.writeFileSync(path.join(folder, 'assay.yaml'), JSON.stringify(policy, undefined, 1));
}

/** Writes `promptfooconfig.json`. */
export function writePromptfooProject(folder: string, task: GateTask): void {
  fs.mkdirSync(folder, { recursive: true });
  const config = {
    description: 'bench',
    prompts:
      task.endpoint === undefined
        ? ['{{question}}']
        : task.arms.map((arm) =>
            JSON.stringify([
              { role: 'system', content: versions[arm] },
              { role: 'user', content: '{{question}}' },
            ]),
          ),
    providers:
      task.endpoint === undefined
        ? ['echo']
        : [{ id: `openai:chat:${model}`, config: { apiBaseUrl: task.endpoint.baseUrl, apiKey: 'none' } }],
    defaultTest: {
      assert: [
        { type: 'equals', value: '{{expected | safe}}' },
        { type: 'contains', value: '{{city}}' },
        { type: 'regex', value: answerPattern },
        { type: 'is-json', value: answerSchema },
        { type: 'levenshtein', value: '{{expected | safe}}', threshold: mostEdits },
      ],
    },
    tests: gateQuestions(task.examples).map((question) => testOf(question, task)),
  };
  fs.writeFileSync(path.join(folder, 'promptfooconfig.json'), JSON.stringify(config));
}

function testOf({ question, answer, city }: GateQuestion, { endpoint }: GateTask): object {
  return {
    vars: { question, expected: answer, city },
    ...(endpoint === undefined ? { providerOutput: answerTo(question, versions.candidate) } : {}),
  };
}

function writeLines(file: string, lines: readonly object[]): void {
  fs.writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
