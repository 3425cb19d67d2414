// Keys renamed as the reader asked: `question` becomes `input.question`. Not a guess at what they mean.
import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from './parseExample.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ColumnMapping } from './readRow.ts';

/** A target with a dot puts the value under that key of the field; `-` leaves it out. Without a mapping the object stays as it is. */
export function mapKeys(
  object: JsonObject,
  mapping: ColumnMapping,
  line: number,
  problems: ReadProblems,
): JsonObject {
  if (mapping.size === 0) return object;
  const fields = new Map<string, Json>();
  for (const [key, value] of Object.entries(object)) {
    const target = mapping.get(key) ?? key;
    if (target === '-') continue;
    const dot = mapping.has(key) ? target.indexOf('.') : -1;
    if (dot < 0) put(fields, target, value, line, problems);
    else putUnder(fields, target.slice(0, dot), target.slice(dot + 1), value, line, problems);
  }
  return Object.fromEntries(fields);
}

function put(
  fields: Map<string, Json>,
  field: string,
  value: Json,
  line: number,
  problems: ReadProblems,
): void {
  const there = fields.get(field);
  if (there === undefined) fields.set(field, value);
  else if (isObject(there) && isObject(value)) fields.set(field, { ...there, ...value });
  else problems.addOnce(`twice ${field}`, line, `\`${field}\` is given twice.`, 'Change the mapping.');
}

/** The field becomes an object with the key, beside the keys it has. */
export function putUnder(
  fields: Map<string, Json>,
  field: string,
  key: string,
  value: Json,
  line: number,
  problems: ReadProblems,
): void {
  const there = fields.get(field) ?? {};
  if (isObject(there) && !Object.hasOwn(there, key)) fields.set(field, { ...there, [key]: value });
  else
    problems.addOnce(
      `twice ${field}.${key}`,
      line,
      `\`${field}.${key}\` is given twice.`,
      'Change the mapping, or rename one of them.',
    );
}
