// What the published schema says about a place in a gate file: its keys, its examples. Not validation.
import { z } from 'zod';
import { gateFileSchema } from './gateFileSchema.ts';

/** The part of JSON Schema that gate files use. */
export interface SchemaPlace {
  readonly type?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, SchemaPlace>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaPlace;
  readonly items?: SchemaPlace;
  readonly anyOf?: readonly SchemaPlace[];
  readonly $ref?: string;
}

/** JSON Schema (2020-12) of gate files: what docs/schema/assay.schema.json holds. */
export function gateFileJsonSchema(): SchemaPlace {
  // zod's own type of a JSON schema is wider than what this schema uses.
  return z.toJSONSchema(gateFileSchema, { io: 'input' }) as SchemaPlace;
}

let known: SchemaPlace | undefined;

/** Every alternative that the schema allows at a path; the outer description and examples come first. */
export function placesAt(path: readonly PropertyKey[]): readonly SchemaPlace[] {
  known ??= gateFileJsonSchema();
  let places = alternatives(known);
  for (const part of path) {
    places = places.flatMap((place) => {
      const next =
        typeof part === 'number'
          ? place.items
          : (place.properties?.[String(part)] ??
            (typeof place.additionalProperties === 'object' ? place.additionalProperties : undefined));
      return next === undefined ? [] : alternatives(next);
    });
  }
  return places;
}

function alternatives(place: SchemaPlace): SchemaPlace[] {
  return place.anyOf === undefined ? [place] : [place, ...place.anyOf.flatMap(alternatives)];
}

/** The keys that a map at this path may have; empty when it may have any. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(placesAt(path).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

/** An example as YAML on one line; undefined when the schema has none. */
export function exampleAt(path: readonly PropertyKey[]): string | undefined {
  const example = placesAt(path).find(({ examples }) => examples !== undefined)?.examples?.[0];
  return example === undefined ? undefined : flowYaml(example);
}

/** A value in YAML's one-line form, as people write it. */
export function flowYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => `${key}: ${flowYaml(each)}`);
    return `{ ${entries.join(', ')} }`;
  }
  if (typeof value !== 'string') return String(value);
  return /^([A-Za-z][\w./@-]*(#\w+)?|\d+(ms|s|m|h|kB|MB))$/.test(value) && !/^(true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
