// Schemas of the small values that every route shares: 64-bit integers, metric values, keys, ids, limits. Not of whole records.
import { z } from 'zod';
import type { WireInt64, WireNumber } from 'assay-sdk/wire';
import { int64 } from '../../../model/int64.ts';

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;
const wholeNumber = 'must be a whole number of 64 bits; beyond ±(2^53 − 1) its decimal digits as a string';

const isInt64Text = (text: string): boolean => {
  const value = BigInt(text);
  return value >= smallest && value <= largest;
};

const digits = z
  .string()
  .regex(/^-?\d{1,19}$/, { error: wholeNumber, abort: true })
  .refine(isInt64Text, { error: wholeNumber });

/** A step: any 64-bit integer. Parses to the model's number-or-bigint. */
export const stepIn = z
  .union([z.int(), digits], { error: wholeNumber })
  .transform((value) => (typeof value === 'number' ? value : int64(BigInt(value))))
  .meta({ description: 'A whole number of 64 bits; beyond ±(2^53 − 1) its decimal digits as a string.' });

const aTime = 'must be a time in milliseconds since the epoch, a whole number from 0';

/** A time. Parses to the model's number-or-bigint. */
export const timeIn = z
  .union([z.int().min(0), digits.refine((text) => !text.startsWith('-'), { error: aTime })], { error: aTime })
  .transform((value) => (typeof value === 'number' ? value : int64(BigInt(value))))
  .meta({ description: 'Milliseconds since the epoch, from 0; beyond 2^53 − 1 decimal digits as a string.' });

/** A metric value. Parses to a number. */
export const valueIn = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])], {
    error: `must be a number, or one of 'NaN', 'Infinity', '-Infinity'`,
  })
  .transform((value) => Number(value))
  .meta({ description: 'A number, or "NaN", "Infinity", "-Infinity".' });

export const int64Out = z.union([z.int(), z.string()]).meta({
  description: 'A number while exact, decimal digits as a string beyond ±(2^53 − 1).',
}) satisfies z.ZodType<WireInt64>;
export const numberOut = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .meta({ description: 'A number, or "NaN", "Infinity", "-Infinity".' }) satisfies z.ZodType<WireNumber>;
/** Milliseconds since the epoch, as the server itself gives them. */
export const timeOut = z.int().meta({ description: 'Milliseconds since the epoch.' });

export const keyIn = z.string().min(1).max(250);
export const runId = z
  .string()
  .regex(/^[a-zA-Z0-9][\w-]{0,255}$/, {
    error: 'must be 1 to 256 letters, digits, _ or -, and begin with a letter or digit',
  })
  .meta({ examples: ['4f2a9c0e8b7d4c5f9a1e3b6d8c0f2a4b'] });
export const experimentId = z
  .string()
  .min(1)
  .max(100)
  .meta({ examples: ['1'] });

export const tag = z
  .strictObject({ key: keyIn, value: z.string().max(8000) })
  .meta({ id: 'Tag', description: 'A text that may change.' });
export const param = z
  .strictObject({ key: keyIn, value: z.string().max(6000) })
  .meta({ id: 'Param', description: 'A text that never changes once logged.' });

export const cursor = z
  .string()
  .min(1)
  .meta({ description: '`next` of the page before; absent for the first page.' });
export const view = z
  .enum(['active', 'deleted', 'all'])
  .meta({ description: 'Which life-cycle stages to see; `active` when absent.' });
export const filter = z.string().meta({
  description: 'The search grammar: comparisons of fields joined by AND, OR, NOT and parentheses.',
});
export const orderBy = z.array(z.string().min(1)).max(20).meta({
  description: 'Clauses like `metrics.loss ASC`.',
});
/** As a query: one clause arrives as a string, several as an array. */
export const orderByQuery = z
  .preprocess((value) => (typeof value === 'string' ? [value] : value), orderBy)
  .optional();
export const limitIn = (most: number, usual: number): z.ZodType<number, unknown> =>
  z.coerce.number().int().min(1).max(most).default(usual).meta({ description: 'Most items in the answer.' });

/** A page of items as answered. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'The cursor of the following page; null on the last.' }),
  });
