// Reads a file of labels: JSON lines, one output with what one person said of it. Not what the judge says.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalHash } from '../../../datasets/canonicalHash.ts';
import { AssayError } from '../../../model/errors.ts';
import type { RetrievedContext } from '../../../model/evaluation.ts';
import type { Json } from '../../../model/json.ts';
import { parseJson } from '../../endpoint/parseJson.ts';
import { categoriesOf, type JudgeScale, valueOfLevel } from '../judgeScale.ts';
import { type Arm, consensus } from './judgedUnit.ts';

const line = z.strictObject({
  exampleId: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the id of an example: 64 hexadecimal digits')
    .optional(),
  input: z.json().optional(),
  output: z.json(),
  /** Of a pairwise comparison: the answer it was compared with. */
  opponent: z.json().optional(),
  /** Absent or null: judged only, to correct a rate by. */
  label: z.union([z.boolean(), z.number(), z.string()]).nullable().optional(),
  arm: z.enum(['candidate', 'baseline']).optional(),
  rater: z.string().min(1).optional(),
  expected: z.json().optional(),
  contexts: z.array(z.strictObject({ id: z.string(), text: z.string() })).optional(),
  /** For people; not read. */
  note: z.string().optional(),
});

/** One output with all its labels. */
export interface LabelledOutput {
  readonly exampleId: string;
  /** Undefined: to be found by the id of the example. */
  readonly input: Json | undefined;
  readonly expected: Json | undefined;
  readonly output: Json;
  readonly outputHash: string;
  readonly opponent: Json | undefined;
  readonly opponentHash: string | null;
  readonly contexts: readonly RetrievedContext[] | null;
  readonly arms: readonly Arm[];
  readonly ratings: readonly { readonly rater: string; readonly value: number }[];
  /** What the raters come to, in [0, 1]; undefined without a label or when they are divided. */
  readonly human: number | undefined;
  /** The first line that speaks of it, from 1. */
  readonly line: number;
}

export interface LabelFile {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  readonly lines: number;
  /** Named in the file, sorted; a label without a name is by `unnamed`. */
  readonly raters: readonly string[];
  /** Labels are numbers between the categories of the scale. */
  readonly isContinuous: boolean;
  readonly outputs: readonly LabelledOutput[];
}

const anyone = 'unnamed';

/**
 * Labels are what the scale says: true, false, 1, 0, `pass`, `fail`; a level from 1, as a number, as `level 3` or as the text of the
 * level; `win`, `tie`, `loss` of the output. A graded file in which any label is no whole number from 1 is read as scores in [0, 1].
 *
 * @throws AssayError `judge/invalid-labels` naming the line
 */
export function readLabels(bytes: Uint8Array, scale: JudgeScale): LabelFile {
  const lines = linesOf(bytes);
  if (lines.length === 0) throw invalid(1, 'the file is empty');
  const isContinuous =
    scale.kind === 'graded' && lines.some(({ said }) => isBetween(said.label, scale.count));
  const outputs = new Map<string, Gathered>();
  for (const { said, at } of lines) gather(outputs, said, at, scale, isContinuous);
  const raters = new Set<string>();
  for (const { ratings } of outputs.values()) for (const rater of ratings.keys()) raters.add(rater);
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    lines: lines.length,
    raters: [...raters].sort(),
    isContinuous,
    outputs: [...outputs.values()].map(({ ratings, arms, ...output }) => {
      const given = [...ratings].map(([rater, { value }]) => ({ rater, value }));
      return {
        ...output,
        arms: [...arms],
        ratings: given,
        human:
          given.length === 0
            ? undefined
            : consensus(
                given.map(({ value }) => value),
                isContinuous,
              ),
      };
    }),
  };
}

type Line = z.infer<typeof line>;

interface Gathered extends Omit<LabelledOutput, 'arms' | 'ratings' | 'human'> {
  readonly arms: Set<Arm>;
  readonly ratings: Map<string, { readonly value: number; readonly at: number }>;
}

function linesOf(bytes: Uint8Array): readonly { readonly said: Line; readonly at: number }[] {
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.split('\n').flatMap((written, i) => {
    if (written.trim() === '') return [];
    const parsed = parseJson(written);
    if (!parsed.ok) throw invalid(i + 1, `the line ${parsed.problem}`);
    const said = line.safeParse(parsed.value);
    if (said.success) return [{ said: said.data, at: i + 1 }];
    const [issue] = said.error.issues;
    const path = (issue?.path ?? []).map(String).join('.');
    throw invalid(i + 1, `${path === '' ? '' : `${path}: `}${issue?.message ?? 'invalid'}`);
  });
}

function gather(
  outputs: Map<string, Gathered>,
  said: Line,
  at: number,
  scale: JudgeScale,
  isContinuous: boolean,
): void {
  const exampleId = idOf(said, at);
  if (scale.kind === 'pairwise' && said.opponent === undefined) {
    throw invalid(at, 'a comparison needs the "opponent", the answer it was compared with');
  }
  const outputHash = hashOf(said.output, at);
  const opponentHash = said.opponent === undefined ? null : hashOf(said.opponent, at);
  const key = `${exampleId} ${outputHash} ${opponentHash ?? ''}`;
  const known = outputs.get(key);
  const gathered: Gathered = known ?? {
    exampleId,
    input: said.input,
    expected: said.expected,
    output: said.output,
    outputHash,
    opponent: said.opponent,
    opponentHash,
    contexts: said.contexts ?? null,
    arms: new Set(),
    ratings: new Map(),
    line: at,
  };
  if (known === undefined) outputs.set(key, gathered);
  if (said.arm !== undefined) gathered.arms.add(said.arm);
  if (said.label === undefined || said.label === null) return;
  const value = isContinuous ? scoreOf(said.label) : valueOf(said.label, scale);
  if (value === undefined)
    throw invalid(
      at,
      `the label ${JSON.stringify(said.label)} is not ${expectedLabels(scale, isContinuous)}`,
    );
  const rater = said.rater ?? anyone;
  const before = gathered.ratings.get(rater);
  if (before !== undefined && before.value !== value) {
    throw invalid(at, `${rater} said something else of the same output in line ${before.at}`);
  }
  gathered.ratings.set(rater, before ?? { value, at });
}

function idOf({ exampleId, input }: Line, at: number): string {
  if (input === undefined) {
    if (exampleId !== undefined) return exampleId;
    throw invalid(at, 'neither "exampleId" nor "input" says which example it is about');
  }
  const computed = hashOf(input, at);
  if (exampleId === undefined || exampleId === computed) return computed;
  throw invalid(at, `the id of this input is ${computed}, not ${exampleId}`);
}

function hashOf(value: Json, at: number): string {
  try {
    return canonicalHash(value);
  } catch (cause) {
    throw invalid(at, cause instanceof Error ? cause.message : String(cause));
  }
}

function isBetween(label: Line['label'], levels: number): boolean {
  return typeof label === 'number' && !(Number.isInteger(label) && label >= 1 && label <= levels);
}

function scoreOf(label: boolean | number | string): number | undefined {
  return typeof label === 'number' && label >= 0 && label <= 1 ? label : undefined;
}

function valueOf(label: boolean | number | string, scale: JudgeScale): number | undefined {
  switch (scale.kind) {
    case 'binary':
      if (label === true || label === 1 || label === 'pass') return 1;
      return label === false || label === 0 || label === 'fail' ? 0 : undefined;
    case 'graded': {
      const level = typeof label === 'string' ? levelNamed(label, scale) : label;
      if (typeof level !== 'number' || !Number.isInteger(level)) return undefined;
      return level >= 1 && level <= scale.count ? valueOfLevel(level, scale.count) : undefined;
    }
    case 'pairwise':
      if (typeof label === 'string')
        return categoriesOf(scale).find((category) => category.label === label)?.value;
      return label === 0 || label === 0.5 || label === 1 ? label : undefined;
  }
}

function levelNamed(label: string, scale: Extract<JudgeScale, { kind: 'graded' }>): number | undefined {
  const named = scale.texts?.indexOf(label) ?? -1;
  if (named >= 0) return named + 1;
  const number = /^(?:level )?(\d+)$/.exec(label)?.[1];
  return number === undefined ? undefined : Number(number);
}

function expectedLabels(scale: JudgeScale, isContinuous: boolean): string {
  if (isContinuous) return 'a score from 0 to 1, as others in this file are';
  switch (scale.kind) {
    case 'binary':
      return 'true or false, "pass" or "fail", 1 or 0';
    case 'graded':
      return `a level from 1 to ${scale.count}`;
    case 'pairwise':
      return '"win", "tie" or "loss"';
  }
}

function invalid(at: number, problem: string): AssayError {
  return new AssayError('judge/invalid-labels', `Line ${at} of the labels: ${problem}.`, { line: at });
}
