// Inputs held against the JSON Schema that a dataset declares for them. Not the schema's place in the version id.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { AssayError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';

/** @returns what is wrong with the input, or undefined */
export type InputCheck = (input: Json) => string | undefined;

/** Longest schema, as JSON text. */
const mostSchemaLength = 100_000;

/** @throws AssayError `dataset/invalid-schema` when it is no schema, refers to another document, or could take for ever */
export function inputCheck(schema: JsonObject): InputCheck {
  const text = JSON.stringify(schema);
  if (text.length > mostSchemaLength) throw refusal('it is longer than 100,000 characters');
  requireNear(schema);
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true, logger: false });
  addFormats.default(ajv);
  let validate: ReturnType<typeof ajv.compile>;
  try {
    // Schemas that name an older draft are read by the rules of 2020-12, which is what their keywords still mean there.
    validate = ajv.compile(Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema')));
  } catch (cause) {
    throw refusal(cause instanceof Error ? cause.message : String(cause));
  }
  return (input) => {
    if (validate(input)) return undefined;
    const [error] = validate.errors ?? [];
    return error === undefined
      ? 'it does not match'
      : `\`input${error.instancePath.replaceAll('/', '.')}\` ${error.message ?? 'does not match'}`;
  };
}

function requireNear(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === '$ref' && typeof member === 'string' && !member.startsWith('#')) {
      throw refusal(`it refers to ${member}, another document`);
    }
    if (key === 'pattern' && typeof member === 'string' && mayBacktrack(member)) {
      throw refusal(`the pattern ${member} repeats a repetition and could take for ever`);
    }
    if (
      key === 'patternProperties' &&
      typeof member === 'object' &&
      member !== null &&
      Object.keys(member).some(mayBacktrack)
    ) {
      throw refusal('a pattern of patternProperties repeats a repetition and could take for ever');
    }
    requireNear(member);
  }
}

/** A group that repeats, or that offers a choice, and is itself repeated. Refuses some harmless patterns; schemas seldom need them. */
function mayBacktrack(pattern: string): boolean {
  return (
    /\((?:[^()\\]|\\.)*(?:[*+|]|\{\d+,)(?:[^()\\]|\\.)*\)\s*(?:[*+]|\{\d+,)/.test(pattern) ||
    /\\[1-9]/.test(pattern)
  );
}

function refusal(why: string): AssayError {
  return new AssayError('dataset/invalid-schema', `The inputSchema cannot be used: ${why}.`);
}
