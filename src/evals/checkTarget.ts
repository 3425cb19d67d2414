// What a reference to a target amounts to, or what is wrong with it: for reading a policy, with nothing opened.
import { AssayError, type ErrorCode } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { findTarget, type TargetReference } from './findTarget.ts';

export type CheckedTarget =
  | {
      readonly kind: 'valid';
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
export function checkTarget(reference: TargetReference): CheckedTarget {
  try {
    return { kind: 'valid', options: findTarget(reference).options };
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    const { path } = cause.details;
    const steps = Array.isArray(path)
      ? path.map((step: unknown) => (typeof step === 'number' ? step : String(step)))
      : [];
    return { kind: 'problem', code: cause.code, message: cause.message, path: steps };
  }
}
