// One part of a request (path, query or body) through its schema; a refusal names the field and says what it must be.
import type { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import { nearestWord } from '../../model/nearestWord.ts';
import { knownFields } from './knownFields.ts';

type Part = 'path' | 'query' | 'body';

/**
 * The parsed part; `undefined` where the route takes none.
 *
 * @throws AssayError `request/invalid-field` with the path in `details.field`
 */
export function parsePart<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  part: Part,
): z.output<S> {
  // A route without a schema for this part never looks at it; its type there is `unknown`.
  if (schema === undefined) return undefined as z.output<S>;
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue === undefined ? invalidField(part, `The ${part} is not valid.`) : refusal(schema, issue, part);
}

/** The refusal of one field; `path` reads like `points[3].step`. */
export function invalidField(path: string, sentence: string): AssayError {
  return new AssayError('request/invalid-field', sentence, { field: path });
}

function refusal(schema: z.ZodType, issue: z.core.$ZodIssue, part: Part): AssayError {
  const path = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    return unknownField(join(path, unknown), unknown, knownFields(schema, issue.path), part);
  }
  const name = path === '' ? `The ${part}` : `'${path}'`;
  return invalidField(path === '' ? part : path, `${name} ${demand(issue)}`);
}

/** The refusal of a field that nobody knows; most often it is misspelt. */
export function unknownField(path: string, key: string, known: readonly string[], part: Part): AssayError {
  const meant = nearestWord(key, known);
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  const list = known.length === 0 ? 'None are known.' : `Known fields: ${known.join(', ')}.`;
  return invalidField(path, `The ${part} has an unknown field '${shown(path)}'.${hint} ${list}`);
}

function demand(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing; it must be ${nameOf(issue.expected)}.`
        : `must be ${nameOf(issue.expected)}, not ${kindOf(issue.input)}.`;
    case 'too_big':
      return `must ${bound('at most', issue.maximum, issue.origin)}${got(issue.input)}.`;
    case 'too_small':
      return `must ${bound('at least', issue.minimum, issue.origin)}${got(issue.input)}.`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((v) => `'${String(v)}'`).join(', ')}${got(issue.input)}.`;
    default:
      // Schemas with rules of their own carry a sentence that continues the name of the field.
      return issue.input === undefined
        ? `is missing; it ${issue.message}.`
        : `${issue.message}${got(issue.input)}.`;
  }
}

function bound(most: string, limit: number | bigint, origin: string): string {
  const n = String(limit);
  if (origin === 'string') return `have ${most} ${n} characters`;
  if (origin === 'array') return `have ${most} ${n} items`;
  return `be ${most} ${n}`;
}

function got(input: unknown): string {
  if (typeof input === 'string') return `; got '${shown(input)}'`;
  if (typeof input === 'number' || typeof input === 'boolean') return `; got ${String(input)}`;
  if (Array.isArray(input)) return `; got ${input.length}`;
  return '';
}

function nameOf(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'a string',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'an array',
    object: 'an object',
  };
  return names[expected] ?? expected;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return `the number ${String(value)}`;
  return nameOf(typeof value);
}

const longestEcho = 80;
const shown = (text: string): string =>
  text.length <= longestEcho ? text : `${text.slice(0, longestEcho)}…`;

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : join(text, String(part))),
    '',
  );
}
