// The names of the fields that a schema knows at a place inside it. Not a check.
import { z } from 'zod';

/** @returns the field names of the object at `path`, in the order of the schema; empty when there is no object there */
export function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [step, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (step === undefined) return Object.keys(schema.shape);
    const field: unknown = schema.shape[String(step)];
    return field instanceof z.core.$ZodType ? knownFields(field, rest) : [];
  }
  if (schema instanceof z.ZodArray) return knownFields(schema.element, rest);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return knownFields(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodPipe) return knownFields(schema.in, path);
  return [];
}
