// A JSON Schema written by a user, compiled once, which can neither reach the network nor hang the process. Not how answers are read.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { AssayError } from '../../../model/errors.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { depthWithin } from '../reading/depthWithin.ts';
import { SlowWork } from './slowWork.ts';

const largestSchema = 256_000;
const deepestSchema = 64;
/** Smaller answers to schemas without patterns are validated without the watchdog. */
const harmlessSize = 20_000;

export interface CompiledSchema {
  /** What is wrong with the value, null when nothing is; undefined when it took too long to tell. */
  complaintAbout(value: Json): string | null | undefined;
}

/** @throws AssayError `evaluator/invalid-options` when it is no schema, too large, or refers elsewhere */
export function compiledSchema(schema: JsonObject | boolean): CompiledSchema {
  if (!depthWithin(schema, deepestSchema))
    throw invalid(`nested deeper than ${String(deepestSchema)} levels`);
  const text = JSON.stringify(schema);
  if (text.length > largestSchema) throw invalid(`larger than ${String(largestSchema)} characters`);
  refuseReferencesElsewhere(schema);
  const validate = compile(schema, text);
  const slow = new SlowWork();
  // Patterns backtrack, and uniqueItems compares each pair.
  const isHarmless = !/"(?:pattern|patternProperties|uniqueItems|format|\$dynamicRef|\$ref)"/.test(text);
  const complaint = (value: Json): string | null => (validate(value) ? null : explained(validate.errors));
  return {
    complaintAbout(value) {
      if (isHarmless && sizeWithin(value, harmlessSize)) return complaint(value);
      const done = slow.attempt(() => complaint(value));
      return done === undefined ? undefined : done.value;
    },
  };
}

type Validate = ReturnType<Ajv2020['compile']>;

/** The schema compiled last: a policy declares its evaluators and then creates them, and compiling costs tens of milliseconds. */
let latest: { readonly text: string; readonly validate: Validate } | undefined;

function compile(schema: JsonObject | boolean, text: string): Validate {
  if (latest?.text === text) return latest.validate;
  try {
    const ajv = new Ajv2020({
      strict: true,
      strictTypes: false,
      strictRequired: false,
      strictTuples: false,
      allErrors: false,
      logger: false,
    });
    formatsPlugin.default(ajv);
    const validate = ajv.compile(schema);
    latest = { text, validate };
    return validate;
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message.slice(0, 300) : String(cause));
  }
}

/** References may lead within the schema only: nothing is fetched, and what is not there cannot be compiled. */
function refuseReferencesElsewhere(schema: JsonObject | boolean): void {
  const waiting: Json[] = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === null || typeof next !== 'object') continue;
    for (const [key, member] of Object.entries(next)) {
      if (
        (key === '$ref' || key === '$dynamicRef') &&
        typeof member === 'string' &&
        !member.startsWith('#')
      ) {
        throw invalid(
          `${key} leads to ${member.slice(0, 100)}; only references within the schema (#…) are followed`,
        );
      }
      waiting.push(member);
    }
  }
}

function sizeWithin(value: Json, most: number): boolean {
  let left = most;
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    left -= typeof next === 'string' ? 1 + next.length : 1;
    if (left < 0) return false;
    if (next !== null && typeof next === 'object')
      for (const member of Object.values(next)) waiting.push(member);
  }
  return true;
}

function explained(errors: ReturnType<Ajv2020['compile']>['errors']): string {
  const [error] = errors ?? [];
  if (error === undefined) return 'it does not satisfy the schema';
  const place = error.instancePath === '' ? 'the answer' : error.instancePath.slice(0, 200);
  return `${place} ${error.message ?? 'does not satisfy the schema'}`;
}

function invalid(message: string): AssayError {
  return new AssayError('evaluator/invalid-options', `json-schema: schema: ${message}`, { path: ['schema'] });
}
