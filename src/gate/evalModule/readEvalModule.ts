// A module whose default export is an evaluation, as a gate file. Not carrying it out: targets and evaluators are loaded where they run.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { hashesOf } from '../../evals/targets/hashing/hashFiles.ts';
import { importedFiles } from '../../evals/targets/hashing/importedFiles.ts';
import type { GateFile } from '../policy/gateFile.ts';
import { houseMembers } from '../policy/houseMembers.ts';
import type { KnownMembers } from '../policy/knownMembers.ts';
import { type PolicyProblem, pointerOf, policyError } from '../policy/policyProblem.ts';
import { gateFileOf } from '../policy/readGateFile.ts';
import { literalPlaces } from './literalPlaces.ts';
import { plainDefinition, type PlainDefinition } from './plainDefinition.ts';

/**
 * Loads the module, which runs its top level, and reads its default export by the rules of assay.yaml. Functions and evaluators given in
 * place of names must be exports of the module; they are found by identity.
 *
 * @throws AssayError `policy/invalid` with every problem in `details.problems`: a line where the definition says it in place, line 1 otherwise
 */
export async function readEvalModule(path: string): Promise<GateFile> {
  if (!existsSync(path)) {
    throw problemOf(path, 'There is no such file.', 'Name a module such as `assistant.eval.ts`.');
  }
  const members = await loaded(path);
  if (!('default' in members)) {
    const names = Object.keys(members);
    throw problemOf(
      path,
      `The module has no default export${names.length === 0 ? '' : `; it exports ${names.join(', ')}`}.`,
      'Write `export default defineEval({ … })`.',
    );
  }
  return evalModuleOf(members['default'], path, members);
}

/**
 * A definition as a gate file.
 *
 * @param path    the module that it stands in, which is loaded again where its functions run; or, when there is no such file, what the
 *   definition is called: its folder is the one that paths are meant from, and it can have no functions
 * @param members what that module exports; functions are found among them by identity
 * @throws AssayError `policy/invalid`, as `readEvalModule`
 */
export function evalModuleOf(
  definition: unknown,
  path: string,
  members: Readonly<Record<string, unknown>>,
): GateFile {
  const isModule = existsSync(path);
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) {
    throw problemOf(
      path,
      `The definition is ${definition === null ? 'null' : `a ${typeof definition}`}, not an evaluation.`,
      'Write `export default defineEval({ … })`.',
    );
  }
  const file = isModule ? basename(path) : null;
  const plain = plainDefinition(file === null ? definition : ownFile(definition, file), { file, members });
  const text = isModule ? readFileSync(path, 'utf8') : `${JSON.stringify(plain.value, null, 2)}\n`;
  const places = literalPlaces(text);
  const problems = plain.problems.map(({ path: at, message, fix }): PolicyProblem => {
    for (let length = at.length; length > 0; length -= 1) {
      const place = places.keys.get(pointerOf(at.slice(0, length)));
      if (place !== undefined) return { ...place, pointer: pointerOf(at), message, fix };
    }
    return { line: 1, column: 1, pointer: pointerOf(at), message, fix };
  });
  return gateFileOf({ value: plain.value, problems, ...places }, text, path, knowing(plain));
}

/** `module: { export: answer }` names no file when it means this one. */
function ownFile(definition: object, file: string): object {
  const arms = Object.entries(definition).filter(([key]) => key === 'candidate' || key === 'baseline');
  const named = arms.flatMap(([key, arm]: [string, unknown]) => {
    if (typeof arm !== 'object' || arm === null || !('module' in arm)) return [];
    const { module } = arm;
    const isOwn =
      typeof module === 'object' &&
      module !== null &&
      'export' in module &&
      typeof module.export === 'function';
    return isOwn ? [[key, { ...arm, module: { ...module, file } }] as const] : [];
  });
  return { ...definition, ...Object.fromEntries(named) };
}

/** The members of the house, and what own evaluators declare: it need not be left open when the object is at hand. */
function knowing({ declarations }: PlainDefinition): KnownMembers {
  return {
    target: houseMembers.target,
    evaluator(use, options) {
      const checked = houseMembers.evaluator(use, options);
      const { module } = options;
      const facts = use === 'module' && typeof module === 'string' ? declarations.get(module) : undefined;
      return checked.kind === 'known' && facts !== undefined ? { ...checked, facts } : checked;
    },
  };
}

async function loaded(path: string): Promise<Readonly<Record<string, unknown>>> {
  const file = resolve(path);
  const contents = hashesOf(dirname(file), importedFiles(file).files);
  // What changed on disk is loaded anew; what did not, once.
  const url = `${pathToFileURL(file).href}?content=${canonicalHash({ ...contents }).slice(0, 16)}`;
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw problemOf(
      path,
      `The module cannot be loaded: ${words.split('\n')[0]?.slice(0, 500) ?? ''}.`,
      fixOf(cause, file),
      lineOf(cause, file),
    );
  }
}

function fixOf(cause: unknown, file: string): string {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
  const at = relative('.', file);
  return isMissing
    ? 'Install the package, or correct the import: relative ones end in `.ts` or `.js`.'
    : `Make \`node ${at === '' ? file : at}\` work first.`;
}

/** The line of the file that a stack names first; 1 when it names none. */
function lineOf(cause: unknown, file: string): number {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const at = stack.indexOf(file);
  const line = at < 0 ? undefined : /^[^\s:]*:(\d+)/.exec(stack.slice(at + file.length))?.[1];
  return line === undefined ? 1 : Number(line);
}

function problemOf(path: string, message: string, fix: string, line = 1): Error {
  return policyError(path, [{ line, column: 1, pointer: '', message, fix }]);
}
