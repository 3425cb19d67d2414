// The payload of a job through the schema of its kind; a refusal names the field.
import type { z } from 'zod';
import { AssayError } from '../../../model/errors.ts';
import type { Json } from '../../../model/json.ts';

/** @throws AssayError `job/invalid-payload` */
export function readPayload<T>(kind: string, schema: z.ZodType<T>, payload: Json): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `'${issue.path.join('.')}': `;
  throw new AssayError(
    'job/invalid-payload',
    `The payload of a job of the kind '${kind}' is not valid: ${where}${issue?.message ?? ''}.`,
  );
}
