// Reads a JSON object as a message: the fields of its shape, each under its own name or its camelCase alias, never under both.
import { type Field, isObject, optional } from './fields.ts';
import { invalidRequest, invalidValue, missingValue } from './refusals.ts';

export type Shape = Readonly<Record<string, Field<unknown>>>;

export type ReadMessage<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends Field<infer T> ? T : never;
};

export type MessageReader<S extends Shape> = (
  object: Readonly<Record<string, unknown>>,
  path: string,
) => ReadMessage<S>;

/** A field that is itself a message. */
export function message<const S extends Shape>(shape: S): Field<ReadMessage<S> | undefined> {
  const read = messageReader(shape);
  return optional((value, name) => {
    if (!isObject(value)) throw invalidValue(name, value);
    return read(value, name);
  });
}

/**
 * @returns a reader that checks the fields in the order of the shape and ignores all others;
 *   `path` is what stands before the field names in error texts, empty for a request itself
 */
export function messageReader<const S extends Shape>(shape: S): MessageReader<S> {
  const fields = Object.entries(shape).map(([name, field]) => ({
    name,
    field,
    alias: camelCase(name),
    /** Old clients send the run's id under its old name. */
    older: name === 'run_id' ? ['run_uuid', 'runUuid'] : [],
  }));
  return (object, path) => {
    const result: Record<string, unknown> = {};
    for (const { name, field, alias, older } of fields) {
      const at = path === '' ? name : `${path}.${name}`;
      const value = valueUnder(object, name, alias) ?? older.map((old) => object[old]).find(isGiven);
      if (value === undefined || (field.isRequired && value === '')) {
        if (field.isRequired) throw missingValue(at);
        result[name] = field.absent;
      } else {
        result[name] = field.read(value, at);
      }
    }
    // Built from the shape's own entries, field by field.
    return result as ReadMessage<S>;
  };
}

/** The value sent for a field; undefined when absent or null. */
function valueUnder(object: Readonly<Record<string, unknown>>, name: string, alias: string): unknown {
  if (alias !== name && Object.hasOwn(object, alias)) {
    // Two spellings of one field could pass a check under one and act under the other.
    if (Object.hasOwn(object, name)) {
      throw invalidRequest(`Request specifies both '${name}' and '${alias}'; provide only one of them.`);
    }
    return object[alias] ?? undefined;
  }
  return object[name] ?? undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
