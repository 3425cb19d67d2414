// Evaluations written as modules, well and badly.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import type {
  ArmDefinition,
  EvalDefinition,
  EvaluatorDefinition,
  ObjectiveDefinition,
  SliceDefinition,
  TierDefinition,
} from 'assay-sdk';
import type { commandTarget } from '../../evals/targets/commandTarget.ts';
import type { httpTarget } from '../../evals/targets/httpTarget.ts';
import type { openaiTarget } from '../../evals/targets/openaiTarget.ts';
import type { TargetKind } from '../../evals/target.ts';
import { AssayError } from '../../model/errors.ts';
import type { GateFileText } from '../policy/gateFileSchema.ts';
import type { PolicyProblem } from '../policy/policyProblem.ts';
import { readGateFile } from '../policy/readGateFile.ts';
import { policyLines } from './policyLines.ts';
import { readEvalModule } from './readEvalModule.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-module-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string, name = 'support.eval.ts'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function problems(text: string): Promise<readonly PolicyProblem[]> {
  const refusal: unknown = await readEvalModule(write(text)).catch((cause: unknown) => cause);
  if (!(refusal instanceof AssayError)) throw new Error(`no refusal: ${String(refusal)}`);
  expect(refusal.code).toBe('policy/invalid');
  return refusal.details['problems'] as readonly PolicyProblem[];
}

const good = `
// An example in a comment: export default defineEval({ component: 'not me' })
const defineEval = (given: object) => given;
const defineObjective = (given: object) => given;

export const answer = async ({ input }: { input: unknown }): Promise<string> => String(input);

export const polite = {
  dimension: 'safety',
  scale: 'binary',
  score: ({ output }: { output: string }) => /please/.test(output),
};

export default defineEval({
  component: { name: 'support', kind: 'agent' },
  dataset: 'golden.jsonl',
  candidate: { version: '1.1.0', module: { export: answer, files: ['prompts'] } },
  baseline: { version: '1.0.0', module: answer },
  objectives: {
    polite, // the evaluator itself
    kind: { use: polite, options: { least: 1 }, floor: 0.9 },
    right: defineObjective({ use: 'exact-match', margin: 0.05 }),
    undefinedIsLeftOut: { use: 'token-f1', floor: undefined },
  },
  slices: ['topic'],
});
`;

test('a module says what assay.yaml says, with functions in place of their names', async () => {
  const path = write(good);
  const fromModule = await readEvalModule(path);
  const fromYaml = readGateFile(
    `
component: { name: support, kind: agent }
dataset: golden.jsonl
candidate: { version: 1.1.0, module: { file: support.eval.ts, export: answer, files: [prompts] } }
baseline: { version: 1.0.0, module: support.eval.ts#answer }
objectives:
  polite: { use: module, options: { module: support.eval.ts#polite } }
  kind: { use: module, options: { module: support.eval.ts#polite, options: { least: 1 } }, floor: 0.9 }
  right: { use: exact-match, margin: 0.05 }
  undefinedIsLeftOut: token-f1
slices: [topic]
`,
    path,
  );
  const withoutFacts = (file: typeof fromModule): unknown => ({
    ...file,
    source: { ...file.source, text: '', lines: null },
    objectives: file.objectives.map((objective) => ({ ...objective, facts: null })),
  });
  expect(withoutFacts(fromModule)).toEqual(withoutFacts(fromYaml));
});

test('what an own evaluator declares is known before anything is opened', async () => {
  const { objectives } = await readEvalModule(write(good));
  expect(objectives[0]?.facts).toMatchObject({ dimension: 'safety', scale: 'binary', range: [0, 1] });
  const found = await problems(good.replace('floor: 0.9', 'floor: 90'));
  expect(found).toMatchObject([{ pointer: '/objectives/kind/floor', fix: 'Write `floor: 0.9`.' }]);
});

test('the text is that of the module, with the lines of what is written in place', async () => {
  const { source } = await readEvalModule(write(good));
  expect(source.text).toBe(good);
  expect(source.folder).toBe(folder);
  const lineOf = (part: string): number => good.slice(0, good.indexOf(part)).split('\n').length;
  expect(source.lines.get('/baseline/version')).toBe(lineOf('baseline: {'));
  expect(source.lines.get('/objectives/polite')).toBe(lineOf('polite, // the'));
  expect(source.lines.get('/objectives/kind/floor')).toBe(lineOf('floor: 0.9'));
  expect(source.lines.get('/objectives/right/margin')).toBe(lineOf('margin: 0.05'));
  expect(source.lines.get('/slices/0')).toBe(lineOf("'topic'"));
});

test('reports of a stored run find the lines again', async () => {
  const { source } = await readEvalModule(write(good));
  expect(policyLines(source)).toEqual(source.lines);
  expect(policyLines({ path: 'assay.yaml', text: 'component: a\ndataset: b\n' }).get('/dataset')).toBe(2);
});

test('functions that the module does not export are named, with what to write', async () => {
  const found = await problems(
    good.replace('export const answer', 'const answer').replace('use: polite,', 'use: { score: () => 1 },'),
  );
  expect(found.map(({ pointer, message, fix }) => ({ pointer, message, fix }))).toMatchInlineSnapshot(`
    [
      {
        "fix": "It is loaded by name where it runs: write \`export const answer = …\`, or \`export { answer } from '…'\` for one of another file.",
        "message": "\`candidate.module.export\` is \`answer\`, which support.eval.ts does not export.",
        "pointer": "/candidate/module/export",
      },
      {
        "fix": "It is loaded by name where it runs: write \`export const answer = …\`, or \`export { answer } from '…'\` for one of another file.",
        "message": "\`baseline.module\` is \`answer\`, which support.eval.ts does not export.",
        "pointer": "/baseline/module",
      },
      {
        "fix": "It is loaded by name where it runs: write \`export const polite = …\`, or \`export { polite } from '…'\` for one of another file.",
        "message": "\`objectives.kind.use\` is an evaluator, which support.eval.ts does not export.",
        "pointer": "/objectives/kind/use",
      },
    ]
  `);
});

test('typing mistakes are told with their place and what was meant', async () => {
  const found = await problems(
    good
      .replace('margin: 0.05', 'margn: 0.05')
      .replace("slices: ['topic']", "slcies: ['topic']")
      .replace("'exact-match'", "'exact-mach'"),
  );
  expect(found.map(({ line, pointer, fix }) => [line, pointer, fix])).toMatchInlineSnapshot(`
    [
      [
        22,
        "/objectives/right/margn",
        "Did you mean \`margin\`?",
      ],
      [
        25,
        "/slcies",
        "Did you mean \`slices\`?",
      ],
    ]
  `);
});

test('a bad declaration of an own evaluator is told where it is used', async () => {
  const found = await problems(good.replace("dimension: 'safety'", "dimension: 'safty'"));
  expect(found[0]).toMatchObject({ pointer: '/objectives/polite/dimension' });
  expect(found[0]?.message).toContain('dimension');
});

test('what is no data is refused', async () => {
  const found = await problems(
    good.replace(
      "slices: ['topic']",
      "epochs: NaN, seed: 7n, budget: new Map(), human: Promise.resolve({}), runner: { timeout: () => '1s' }",
    ),
  );
  expect(found.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining(['/epochs', '/seed', '/budget', '/human', '/runner/timeout']),
  );
});

test.each([
  ['no default export', 'export const x = 1;', 'no default export; it exports x'],
  ['a function as default', 'export default () => 1;', 'is a function, not an evaluation'],
  ['a module that throws', 'throw new Error("no key");', 'cannot be loaded: no key'],
  ['a module that does not parse', 'export default {', 'cannot be loaded'],
  ['a missing import', "import './nowhere.ts';\nexport default {};", 'cannot be loaded'],
  ['an empty definition', 'export default {};', '`component` is missing'],
])('%s is refused', async (_name, text, said) => {
  const found = await problems(text);
  expect(found.map(({ message }) => message).join('\n')).toContain(said);
});

test('a cycle ends', async () => {
  const found = await problems('const a: Record<string, unknown> = {};\na.component = a;\nexport default a;');
  expect(found.length).toBeGreaterThan(0);
});

test('a module that was changed is read anew', async () => {
  expect((await readEvalModule(write(good))).candidate.label).toBe('1.1.0');
  expect((await readEvalModule(write(good.replace('1.1.0', '1.2.0')))).candidate.label).toBe('1.2.0');
});

type Part<Key extends keyof GateFileText> = NonNullable<GateFileText[Key]>;
type Long<Objective> = Exclude<Objective, string | null | EvaluatorDefinition>;

test('the types of the SDK have the keys of the schema, and no others', () => {
  expectTypeOf<keyof EvalDefinition>().toEqualTypeOf<keyof GateFileText>();
  expectTypeOf<keyof ObjectiveDefinition>().toEqualTypeOf<keyof Long<GateFileText['objectives'][string]>>();
  expectTypeOf<keyof TierDefinition>().toEqualTypeOf<keyof NonNullable<Part<'tiers'>['pr']>>();
  expectTypeOf<Omit<ObjectiveDefinition, 'use' | 'options'>>().toExtend<
    Omit<Long<GateFileText['objectives'][string]>, 'use' | 'options'>
  >();
  type Defined = EvalDefinition;
  expectTypeOf<NonNullable<Defined['statistics']>>().toExtend<Part<'statistics'>>();
  expectTypeOf<Part<'statistics'>>().toExtend<NonNullable<Defined['statistics']>>();
  expectTypeOf<keyof NonNullable<Defined['statistics']>>().toEqualTypeOf<keyof Part<'statistics'>>();
  expectTypeOf<keyof NonNullable<Defined['runner']>>().toEqualTypeOf<keyof Part<'runner'>>();
  expectTypeOf<NonNullable<Defined['runner']>>().toExtend<Part<'runner'>>();
  expectTypeOf<keyof NonNullable<Defined['budget']>>().toEqualTypeOf<keyof Part<'budget'>>();
  expectTypeOf<NonNullable<Defined['budget']>>().toExtend<Part<'budget'>>();
  expectTypeOf<keyof NonNullable<Defined['human']>>().toEqualTypeOf<keyof Part<'human'>>();
  expectTypeOf<keyof NonNullable<Defined['tiers']>>().toEqualTypeOf<keyof Part<'tiers'>>();
  expectTypeOf<Part<'slices'>[number]>().toExtend<SliceDefinition>();
  expectTypeOf<Part<'dataset'>>().toEqualTypeOf<Extract<Part<'dataset'>, Defined['dataset']>>();
});

type OptionsOf<Kind> = Kind extends TargetKind<infer Options> ? keyof Options : never;
type Given<Arm extends keyof ArmDefinition> = Extract<ArmDefinition[Arm], object>;

test('the options of targets have the same names in the SDK', () => {
  expectTypeOf<keyof Given<'openai'>>().toEqualTypeOf<OptionsOf<typeof openaiTarget>>();
  expectTypeOf<keyof Given<'http'>>().toEqualTypeOf<OptionsOf<typeof httpTarget>>();
  expectTypeOf<keyof Given<'command'>>().toEqualTypeOf<OptionsOf<typeof commandTarget>>();
});
