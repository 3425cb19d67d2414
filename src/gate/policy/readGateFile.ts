// A gate file's text as a policy, or everything that is wrong with it at once. Not looking up datasets or opening targets.
import type { Json } from '../../model/json.ts';
import { checkMeaning } from './checkMeaning.ts';
import { completeGateFile } from './completeGateFile.ts';
import { type Explained, explainIssues } from './explainIssues.ts';
import type { GateFile } from './gateFile.ts';
import { gateFileSchema, type GateFileText } from './gateFileSchema.ts';
import { houseMembers } from './houseMembers.ts';
import type { KnownMembers } from './knownMembers.ts';
import { type PolicyProblem, pointerOf, policyError } from './policyProblem.ts';
import { type ReadYaml, readYaml } from './readYaml.ts';

/**
 * Reads a gate file.
 *
 * @param source its text, or its bytes, which must be UTF-8
 * @param path   where it was read from; relative paths inside are meant from its folder
 * @throws AssayError `policy/invalid` with every problem in `details.problems`: line, column, JSON pointer, message and fix
 */
export function readGateFile(
  source: string | Uint8Array,
  path: string,
  members: KnownMembers = houseMembers,
): GateFile {
  return gateFileOf(
    readYaml(source),
    typeof source === 'string' ? source : new TextDecoder().decode(source),
    path,
    members,
  );
}

/**
 * What was read, as a policy; for files in other languages than YAML too.
 *
 * @param yaml the value, where in the text its parts are, and what was wrong already
 * @throws AssayError `policy/invalid`, as `readGateFile`
 */
export function gateFileOf(yaml: ReadYaml, text: string, path: string, members: KnownMembers): GateFile {
  const { value } = yaml;
  if (value === undefined) throw policyError(path, yaml.problems);
  const parsed = gateFileSchema.safeParse(value);
  const refused = parsed.success ? [] : explainIssues(parsed.error.issues, value);
  const readable = parsed.success ? parsed.data : readableParts(value, refused);
  const meaning = checkMeaning(readable, members);
  const isAlreadyTold = (problem: Explained): boolean =>
    refused.some(({ path: told }) => {
      // Inside of what was refused, or about something that a refused part may have completed.
      const shared = Math.min(told.length, problem.path.length);
      return told.slice(0, shared).every((part, index) => problem.path[index] === part);
    });
  // What YAML could not say was read as nothing: that nothing is there is no news.
  const unread = new Set(yaml.problems.map(({ pointer }) => pointer).filter((pointer) => pointer !== ''));
  const problems = [
    ...yaml.problems,
    ...refused.map((problem) => located(problem, yaml)).filter(({ pointer }) => !unread.has(pointer)),
    ...meaning.problems.filter((problem) => !isAlreadyTold(problem)).map((problem) => located(problem, yaml)),
  ];
  if (problems.length > 0 || !parsed.success) throw policyError(path, problems);
  return completeGateFile(parsed.data, meaning.members, {
    path,
    text,
    lines: linesOf(yaml),
  });
}

/** Lines, from 1, by JSON pointer; of whatever could be read, for pointing into a stored text. */
export function gateFileLines(text: string): ReadonlyMap<string, number> {
  return linesOf(readYaml(text));
}

function linesOf(yaml: ReadYaml): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [pointer, { line }] of [...yaml.values, ...yaml.keys]) lines.set(pointer, line);
  return lines;
}

/** The top-level parts that can be parsed once what was refused is taken out, so that they can be checked further. */
function readableParts(value: Json, refused: readonly Explained[]): Partial<GateFileText> {
  const rest = without(value, new Set(refused.map(({ path }) => pointerOf(path))));
  if (!isMap(rest)) return {};
  const parts = gateFileSchema.partial().safeParse(rest);
  if (parts.success) return definedOnly(parts.data);
  const bad = new Set(parts.error.issues.map(({ path }) => String(path[0])));
  const good = Object.fromEntries(Object.entries(rest).filter(([key]) => !bad.has(key)));
  const again = gateFileSchema.partial().safeParse(good);
  return again.success ? definedOnly(again.data) : {};
}

function definedOnly(parts: {
  [key in keyof GateFileText]?: GateFileText[key] | undefined;
}): Partial<GateFileText> {
  return Object.fromEntries(Object.entries(parts).filter(([, each]) => each !== undefined));
}

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value without the entries at the pointers; items of lists stay where they are, so that other paths hold. */
function without(value: Json, pointers: ReadonlySet<string>, at = ''): Json {
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]): [string, Json][] => {
        const pointer = at + pointerOf([key]);
        return pointers.has(pointer) ? [] : [[key, without(each, pointers, pointer)]];
      }),
    );
  }
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.map((each, index) => without(each, pointers, `${at}/${index}`));
  }
  return value;
}

/** The problem with its place: of the key for problems about keys, else of the value, else of the nearest thing around it. */
function located({ path, message, fix, isAboutKey }: Explained, yaml: ReadYaml): PolicyProblem {
  const pointer = pointerOf(path);
  const own = isAboutKey
    ? (yaml.keys.get(pointer) ?? yaml.values.get(pointer))
    : (yaml.values.get(pointer) ?? yaml.keys.get(pointer));
  if (own !== undefined) return { ...own, pointer, message, fix };
  for (let length = path.length - 1; length > 0; length -= 1) {
    const around = pointerOf(path.slice(0, length));
    const place = yaml.keys.get(around) ?? yaml.values.get(around);
    if (place !== undefined) return { ...place, pointer, message, fix };
  }
  return { line: 1, column: 1, pointer, message, fix };
}
