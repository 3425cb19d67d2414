// What a reference to an evaluator declares, or what is wrong with it: for reading a policy, with nothing opened.
import type { EvaluatorReference } from '../model/gatePolicy.ts';
import { AssayError, type ErrorCode } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { EvaluatorDeclaration } from './evaluator.ts';
import { findEvaluator } from './findEvaluator.ts';

export type CheckedEvaluator =
  | {
      readonly kind: 'valid';
      /** Null when only what is opened can tell (`module`). */
      readonly declaration: EvaluatorDeclaration | null;
      /** Canonical: defaults filled in. */
      readonly options: JsonObject;
    }
  | {
      readonly kind: 'problem';
      readonly code: ErrorCode;
      readonly message: string;
      /** Keys into `options`; empty for the name or the options as a whole. */
      readonly path: readonly (string | number)[];
    };

/** Pure, and never throws for what a reference holds. */
export function checkEvaluator(reference: EvaluatorReference): CheckedEvaluator {
  try {
    const { kind, options } = findEvaluator(reference);
    return { kind: 'valid', declaration: kind.declare(options, declarationOf), options };
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    return { kind: 'problem', code: cause.code, message: cause.message, path: pathOf(cause) };
  }
}

/** @throws AssayError as `DeclarationOf` says */
export function declarationOf(reference: EvaluatorReference): EvaluatorDeclaration | null {
  const { kind, options } = findEvaluator(reference);
  return kind.declare(options, declarationOf);
}

function pathOf(error: AssayError): readonly (string | number)[] {
  const { path } = error.details;
  if (typeof path === 'string') return [path];
  return Array.isArray(path)
    ? path.map((step: unknown) => (typeof step === 'number' ? step : String(step)))
    : [];
}
