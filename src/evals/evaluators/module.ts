// An evaluator of the user's own in TypeScript or JavaScript, called in this process. Not a command in another language: see command.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import { hashesOf } from '../targets/hashing/hashFiles.ts';
import { importedFiles } from '../targets/hashing/importedFiles.ts';
import type { CreationServices, EvaluatorKind } from '../evaluator.ts';
import { customItem } from './custom/customItem.ts';
import { customScore } from './custom/customScore.ts';
import { customDeclaration, declaredFields } from './custom/declaredFields.ts';
import { withinTime } from './custom/withinTime.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';

const options = z.strictObject({
  /** `file#export`, or a file whose default export it is; relative to the gate file. */
  module: z.string().min(1),
  /** Handed to the module's `score` as its second argument. */
  options: z
    .record(
      z.string(),
      z.custom<Json>(() => true),
    )
    .default({}),
  /** For a score that is awaited; a loop without end cannot be stopped. */
  timeoutMs: z.number().int().min(1).max(3_600_000).default(30_000),
});
type Options = z.infer<typeof options>;

type ScoreFunction = (item: unknown, options: unknown, signal: AbortSignal) => unknown;

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** By shape, so that a module needs nothing of ours. */
const exported = z.object({
  ...declaredFields,
  version: z.number().int().default(1),
  score: z.custom<ScoreFunction>(isFunction, 'must be a function'),
  close: z.custom<() => unknown>(isFunction, 'must be a function').optional(),
});

export const module: EvaluatorKind<Options> = {
  name: 'module',
  summary: 'A function or object exported by a TypeScript or JavaScript module of your own.',
  version: 1,
  options,
  // Only loading the module can tell, and loading runs it.
  declare: () => null,
  async create(chosen, services) {
    const { file, loaded } = await load(chosen, services);
    const { version, score, close } = loaded;
    const imported = importedFiles(file);
    return evaluatorOf(module, chosen, customDeclaration(loaded), {
      unhashed: ['timeoutMs'],
      madeOf: {
        version,
        contents: { ...hashesOf(services.folder, imported.files) },
        packages: { ...imported.packages },
      },
      async score(item, signal) {
        const work = async (): Promise<unknown> => score(customItem(item), chosen.options, signal);
        const given = await withinTime(work, chosen.timeoutMs, services, signal);
        return given.kind === 'unscored' ? given : customScore(given.value, chosen.module);
      },
      close: async () => {
        await close?.();
      },
    });
  },
};

interface Loaded {
  readonly file: string;
  readonly loaded: z.infer<typeof exported>;
}

/** @throws AssayError `evaluator/invalid-module` */
async function load({ module: named }: Options, { folder }: CreationServices): Promise<Loaded> {
  const [path = '', name = 'default'] = named.split('#');
  const file = resolve(folder, path);
  if (!existsSync(file)) throw invalid(`there is no file ${path} in ${folder}`);
  const contents = hashesOf(folder, importedFiles(file).files);
  let found: Readonly<Record<string, unknown>>;
  try {
    // What changed on disk is loaded anew; what did not, once.
    const url = `${pathToFileURL(file).href}?content=${canonicalHash({ ...contents }).slice(0, 16)}`;
    found = (await import(url)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw invalid(`${path} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const member = found[name];
  if (member === undefined) {
    const names = Object.keys(found).join(', ');
    throw invalid(`${path} does not export ${name}; it exports ${names === '' ? 'nothing' : names}`);
  }
  const shape = exported.safeParse(typeof member === 'function' ? { score: member } : member);
  if (shape.success) return { file, loaded: bound(member, shape.data) };
  const [issue] = shape.error.issues;
  throw invalid(`${named}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no evaluator'}`);
}

/** Methods keep their object, so that a class works as well. */
function bound(member: unknown, loaded: Loaded['loaded']): Loaded['loaded'] {
  if (typeof member === 'function') return loaded;
  const { score, close } = loaded;
  return {
    ...loaded,
    score: (item, given, signal) => Reflect.apply(score, member, [item, given, signal]),
    ...(close === undefined ? {} : { close: () => Reflect.apply(close, member, []) }),
  };
}

function invalid(message: string): AssayError {
  return new AssayError('evaluator/invalid-module', message.slice(0, 1000), { path: ['module'] });
}
