// A row's fields to an example in its one form, or the problems that keep it from being one. Not how a row is found in a file.
import type { Example } from '../../model/example.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { exampleFields, suggestField } from './exampleFields.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ReadRow } from './readRow.ts';

/** Longest tag, split, cluster and metadata key, in characters. */
export const mostNameLength = 250;

/** @returns undefined when something was wrong; it is in `problems` then */
export function parseExample({ line, fields }: ReadRow, problems: ReadProblems): Example | undefined {
  const before = problems.count;
  for (const key of Object.keys(fields)) {
    if (exampleFields.some((field) => field === key)) continue;
    problems.addOnce(`key ${key}`, line, `unknown key ${shown(key)}.`, unknownKeyFix(key));
  }
  const { input = null } = fields;
  if (input === null)
    problems.add(
      line,
      '`input` is missing.',
      'Every example has an `input`: text, an object or another JSON value.',
    );
  const metadata = objectOf(fields['metadata'] ?? null, line, problems);
  const tags = tagsOf(fields['tags'] ?? null, line, problems);
  const split = nameOf('split', fields['split'] ?? null, line, problems);
  const cluster = nameOf('cluster', fields['cluster'] ?? null, line, problems);
  if (
    problems.count > before ||
    Object.keys(fields).some((key) => !exampleFields.some((field) => field === key))
  )
    return undefined;
  return {
    exampleId: canonicalHash(input),
    input,
    expected: fields['expected'] ?? null,
    metadata,
    tags,
    split,
    cluster,
  };
}

function unknownKeyFix(key: string): string {
  const meant = suggestField(key);
  return `Did you mean \`${meant}\`? Rename it, or read it with \`--map ${key}=${meant}\` (\`--map ${key}=-\` leaves it out).`;
}

function objectOf(value: Json, line: number, problems: ReadProblems): JsonObject {
  if (value === null) return {};
  if (!isObject(value)) {
    problems.add(
      line,
      `\`metadata\` is ${kindOf(value)}.`,
      'Make it an object, such as {"topic": "billing"}.',
    );
    return {};
  }
  const long = Object.keys(value).find((key) => key === '' || key.length > mostNameLength);
  if (long !== undefined)
    problems.add(
      line,
      `\`metadata\` has a key of ${long.length} characters.`,
      `Use keys of 1 to ${mostNameLength} characters.`,
    );
  return value;
}

function tagsOf(value: Json, line: number, problems: ReadProblems): readonly string[] {
  if (value === null) return [];
  if (!Array.isArray(value)) {
    problems.add(line, `\`tags\` is ${kindOf(value)}.`, 'Make it an array of texts, such as ["boundary"].');
    return [];
  }
  const tags = new Set<string>();
  for (const tag of value as readonly Json[]) {
    if (typeof tag === 'string' && tag !== '' && tag.length <= mostNameLength) tags.add(tag);
    else
      problems.add(line, `a tag is ${kindOf(tag)}.`, `Tags are texts of 1 to ${mostNameLength} characters.`);
  }
  return [...tags].sort();
}

function nameOf(field: string, value: Json, line: number, problems: ReadProblems): string | null {
  if (value === null || (typeof value === 'string' && value !== '' && value.length <= mostNameLength))
    return value;
  const fix =
    typeof value === 'number' || typeof value === 'boolean'
      ? `Write it as text: "${String(value)}".`
      : `Make it a text of 1 to ${mostNameLength} characters, or leave it out.`;
  problems.add(line, `\`${field}\` is ${kindOf(value)}.`, fix);
  return null;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (value === '') return 'an empty text';
  if (typeof value === 'string')
    return value.length > mostNameLength ? `a text of ${value.length} characters` : 'a text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'true or false';
  return Array.isArray(value) ? 'an array' : 'an object';
}

function shown(key: string): string {
  return `\`${key.length > 60 ? `${key.slice(0, 60)}…` : key}\``;
}
