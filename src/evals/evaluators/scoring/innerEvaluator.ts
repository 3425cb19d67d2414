// An evaluator inside another one: how it is referred to in options, and what it must be. Not how it is opened.
import { z } from 'zod';
import { AssayError } from '../../../model/errors.ts';
import type { Json } from '../../../model/json.ts';
import type { EvaluatorDeclaration, DeclarationOf } from '../../evaluator.ts';

export const evaluatorReference = z.strictObject({
  use: z.string().min(1),
  options: z
    .record(
      z.string(),
      z.custom<Json>(() => true),
    )
    .default({}),
});

export type InnerReference = z.infer<typeof evaluatorReference>;

/**
 * What the inner evaluator declares.
 *
 * @param outer names the evaluator and the option in the message
 * @throws AssayError `evaluator/invalid-options` when it is wrong itself, compares arms, or says only when opened what it is
 */
export function innerDeclaration(
  reference: InnerReference,
  declarationOf: DeclarationOf,
  outer: { readonly name: string; readonly path: readonly (string | number)[] },
): EvaluatorDeclaration {
  let declaration: EvaluatorDeclaration | null;
  try {
    declaration = declarationOf(reference);
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    throw refused(outer, cause.message);
  }
  if (declaration === null) {
    throw refused(
      outer,
      `${reference.use} says only when it is opened what it is; use \`command\` or a built-in one`,
    );
  }
  if (declaration.isPairwise) throw refused(outer, `${reference.use} compares two answers and scores none`);
  return declaration;
}

/** The same, and its scores lie in [0, 1]. */
export function innerShare(
  reference: InnerReference,
  declarationOf: DeclarationOf,
  outer: { readonly name: string; readonly path: readonly (string | number)[] },
): EvaluatorDeclaration {
  const declaration = innerDeclaration(reference, declarationOf, outer);
  if (declaration.scale === 'ratio') throw refused(outer, `${reference.use} has no scores between 0 and 1`);
  return declaration;
}

function refused(
  outer: { readonly name: string; readonly path: readonly (string | number)[] },
  message: string,
): AssayError {
  return new AssayError('evaluator/invalid-options', `${outer.name}: ${outer.path.join('.')}: ${message}`, {
    path: outer.path,
  });
}
