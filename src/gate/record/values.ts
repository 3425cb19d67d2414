// Schemas of the small values that records of gate runs are made of. Not of whole records.
import { z } from 'zod';
import type { Json, JsonObject } from '../../model/json.ts';

/** Deeper than people nest; far below what exhausts a stack. */
const deepest = 100;

/** Any JSON value, as the parser of JSON made it: only its depth is looked at. */
export const jsonValue = z
  .unknown()
  .refine((value) => value !== undefined && isShallow(value), {
    error: `must be a JSON value of at most ${deepest} levels`,
  })
  .transform((value) => value as Json)
  .meta({ description: 'Any JSON value.' });

export const jsonObject = z
  .looseObject({})
  .refine(isShallow, { error: `must be an object of at most ${deepest} levels` })
  .transform((value) => value as JsonObject);

/** SHA-256 in hexadecimal. */
export const hashText = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal, 64 digits' });

export const time = z.int().min(0).meta({ description: 'Milliseconds since the epoch.' });
export const count = z.int().min(0);
export const numberOrNull = z.number().nullable();
export const textOrNull = z.string().nullable();
export const interval = z.tuple([z.number(), z.number()]);

/** Without recursion, because depth is what is to be found out. */
function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    level = level.flatMap((each): readonly unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return true;
}
