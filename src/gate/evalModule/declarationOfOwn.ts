// What an evaluator of the user's own says of its scores, read from the object itself. Not loading it.
import { z } from 'zod';
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';
import { customDeclaration, declaredFields } from '../../evals/evaluators/custom/declaredFields.ts';
import { AssayError } from '../../model/errors.ts';

export type OwnDeclaration =
  | { readonly kind: 'valid'; readonly declaration: EvaluatorDeclaration }
  | { readonly kind: 'problem'; readonly path: readonly string[]; readonly message: string };

const declared = z.object(declaredFields);

/** @param evaluator an object with `score`, or a bare function, which has the defaults */
export function declarationOfOwn(evaluator: unknown): OwnDeclaration {
  const read = declared.safeParse(typeof evaluator === 'function' ? {} : evaluator);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = (issue?.path ?? []).map(String);
    return {
      kind: 'problem',
      path,
      message: `The evaluator's ${path.join('.')} cannot be: ${issue?.message ?? 'invalid'}.`,
    };
  }
  try {
    return { kind: 'valid', declaration: customDeclaration(read.data) };
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    return { kind: 'problem', path: [], message: `${cause.message}.` };
  }
}
