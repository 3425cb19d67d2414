// What the schema refused, in words for the person who wrote the file. Not where it is, and not what the schema cannot see.
import type { z } from 'zod';
import type { Json } from '../../model/json.ts';
import { nearestWord } from '../../model/nearestWord.ts';
import { exampleAt, flowYaml, keysAt, placesAt } from './schemaPlaces.ts';

type Issue = z.core.$ZodIssue;

export interface Explained {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
  /** The problem is a key that should not be there, so its key is shown rather than its value. */
  readonly isAboutKey: boolean;
}

/** Beyond this many, the file is not the file that was meant, and each costs time. */
const mostExplained = 200;

/** The issues of a failed parse, explained; of alternatives only the one that was most likely meant. */
export function explainIssues(issues: readonly Issue[], value: Json): Explained[] {
  const explained: Explained[] = [];
  for (const issue of issues) {
    if (explained.length >= mostExplained) break;
    explained.push(...explainIssue(issue, issue.path, value));
  }
  // `objectves` was meant as `objectives`: that the latter is missing is no news.
  const meant = new Set(
    explained
      .filter(({ isAboutKey }) => isAboutKey)
      .map(({ path, fix }) => pathText([...path.slice(0, -1), quoted(fix)])),
  );
  return explained.filter(
    ({ isAboutKey, message, path }) =>
      isAboutKey || !message.endsWith('is missing.') || !meant.has(pathText(path)),
  );
}

const quoted = (fix: string): string => /^Did you mean `([^`]+)`/.exec(fix)?.[1] ?? '';

function explainIssue(issue: Issue, at: readonly PropertyKey[], value: Json): Explained[] {
  const path = at.map((part) => (typeof part === 'number' ? part : String(part)));
  const one = (message: string, fix: string, isAboutKey = false): Explained[] => [
    { path, message, fix, isAboutKey },
  ];
  const called = path.length === 0 ? 'The file' : `\`${pathText(path)}\``;
  const found = valueAt(value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, mostExplained).map((key) => unknownKey(path, key));
    case 'invalid_union':
      return explainUnion(issue, path, value);
    case 'invalid_key':
      return one(
        `${called} is not a name.`,
        'A name has letters, digits, `.`, `_`, `-` and spaces, at most 100.',
        true,
      );
    case 'invalid_type':
      if (found === undefined) return one(`${called} is missing.`, writeAt(path, 'Add'));
      if (found === null) return one(`${called} has no value.`, `${writeAt(path, 'Write')} Or remove it.`);
      if (issue.expected === 'string' && (typeof found === 'number' || typeof found === 'boolean')) {
        return one(
          `${called} is ${typeof found === 'number' ? 'the number' : 'the truth value'} ${String(found)}, but text is wanted.`,
          placesAt(path).some(({ pattern }) => pattern?.startsWith('^\\d') === true)
            ? writeAt(path, 'Write')
            : 'Put it in quotes, as it should read.',
        );
      }
      return one(
        `${called} is ${shown(found)}, but ${kindText(issue.expected)} is wanted.`,
        fixOf(found, path),
      );
    case 'too_small':
      return one(
        issue.origin === 'array' || issue.origin === 'string'
          ? `${called} is empty.`
          : `${called} is ${shown(found)}, but must be ${issue.inclusive === true ? 'at least' : 'more than'} ${String(issue.minimum)}.`,
        writeAt(path, 'Write'),
      );
    case 'too_big':
      return one(
        `${called} is ${shown(found)}, but must be ${issue.inclusive === true ? 'at most' : 'less than'} ${String(issue.maximum)}.`,
        writeAt(path, 'Write'),
      );
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return one(
        `${called} is ${shown(found)}, but must be ${wordList(allowed)}.`,
        suggestion(typeof found === 'string' ? found : '', allowed) ?? writeAt(path, 'Write'),
      );
    }
    case 'invalid_format':
      return one(`${called} is ${shown(found)}, which is not of the form wanted.`, writeAt(path, 'Write'));
    case 'custom':
      return one(`${called} is empty.`, writeAt(path, 'Write'));
    case 'not_multiple_of':
    case 'invalid_element':
      return one(`${called} is ${shown(found)}, which cannot be.`, writeAt(path, 'Write'));
  }
}

function unknownKey(path: readonly (string | number)[], key: string): Explained {
  const known = keysAt(path);
  if (known.includes(key)) {
    const message = `\`${key}\` does not go with the other keys of \`${pathText(path)}\`.`;
    return { path: [...path, key], message, fix: 'Keep one kind of them.', isAboutKey: true };
  }
  const inside = path.length === 0 ? 'a key of a gate file' : `a key of \`${pathText(path)}\``;
  return {
    path: [...path, key],
    message: `\`${key}\` is not ${inside}.`,
    fix: suggestion(key, known) ?? `The keys here are ${wordList(known, 'and')}.`,
    isAboutKey: true,
  };
}

/** The alternative with the fewest complaints among those of the kind that was written. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: readonly (string | number)[],
  value: Json,
): Explained[] {
  const found = valueAt(value, path);
  if (found === undefined) {
    return [
      { path, message: `\`${pathText(path)}\` is missing.`, fix: writeAt(path, 'Add'), isAboutKey: false },
    ];
  }
  const ofKind = issue.errors.filter(
    (branch) =>
      !branch.some(
        ({ code, path: inner }) =>
          inner.length === 0 && (code === 'invalid_type' || code === 'invalid_value'),
      ),
  );
  const explained = ofKind
    .map((branch) =>
      explainIssues(
        branch.map((each) => ({ ...each, path: [...path, ...each.path] })),
        value,
      ),
    )
    .sort((a, b) => costOf(a) - costOf(b));
  const best = explained[0];
  if (best !== undefined) return best;
  const places = placesAt(path);
  const words = places
    .flatMap((place) => [...(place.enum ?? []), ...(place.const === undefined ? [] : [place.const])])
    .map(String);
  const kinds = places.flatMap((place) =>
    place.type === undefined || place.type === 'null' || place.enum !== undefined || place.const !== undefined
      ? []
      : [kindText(place.type)],
  );
  const wanted = [...new Set([...kinds, ...words.map((word) => `\`${word}\``)])];
  const message = `\`${pathText(path)}\` ${
    found === null ? 'has no value' : `is ${shown(found)}, but must be ${wordList(wanted, 'or', '')}`
  }.`;
  const fix = (typeof found === 'string' ? suggestion(found, words) : undefined) ?? fixOf(found, path);
  return [{ path, message, fix, isAboutKey: false }];
}

const costOf = (explained: readonly Explained[]): number =>
  explained.reduce((sum, { fix }) => sum + (fix.startsWith('Did you mean') ? 1 : 2), 0);

/** `Did you mean …?`, or undefined when nothing is near. */
export function suggestion(word: string, known: readonly string[]): string | undefined {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? undefined : `Did you mean \`${nearest}\`?`;
}

function fixOf(found: Json, path: readonly (string | number)[]): string {
  const percent = typeof found === 'string' ? /^(\d+(?:\.\d+)?) ?%$/.exec(found)?.[1] : undefined;
  return percent === undefined
    ? writeAt(path, 'Write')
    : `Write it as a share: \`${Number(percent) / 100}\`.`;
}

function writeAt(path: readonly (string | number)[], verb: 'Add' | 'Write'): string {
  const example = exampleAt(path);
  const key = path.at(-1);
  if (path.length === 0) return 'Begin with `component:`, `dataset:`, `candidate:` and `objectives:`.';
  if (example === undefined) return 'docs/gate.md says what it may be.';
  return typeof key === 'string'
    ? `${verb} \`${key}: ${example}\`, for example.`
    : `${verb} \`${example}\`, for example.`;
}

/** The path as people write it: `objectives.answer.margin`, `slices[0].key`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = flowYaml(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

function kindText(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text';
    case 'int':
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return '`true` or `false`';
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'a map';
    default:
      return expected;
  }
}

function wordList(words: readonly string[], last = 'or', mark = '`'): string {
  const marked = words.map((word) => `${mark}${word}${mark}`);
  return marked.length < 2
    ? marked.join('')
    : `${marked.slice(0, -1).join(', ')} ${last} ${marked.at(-1) ?? ''}`;
}

function valueAt(value: Json, path: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[part];
  }
  return found;
}

/** A problem of the value at a path. */
export const about = (path: readonly (string | number)[], message: string, fix: string): Explained => ({
  path,
  message,
  fix,
  isAboutKey: false,
});
/** A problem of the key at a path. */
export const aboutKey = (path: readonly (string | number)[], message: string, fix: string): Explained => ({
  path,
  message,
  fix,
  isAboutKey: true,
});
