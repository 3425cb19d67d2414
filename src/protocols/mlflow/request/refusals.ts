// The refusals of a request's fields, in the words that MLflow clients and their tests match on.
import { AssayError } from '../../../model/errors.ts';
import { pythonJson, pythonType } from './pythonJson.ts';

/** How the reference ends its refusals of a field. */
export const seeDocs = ' See the API docs for more information about request parameters.';

/** A required field is absent, null or empty. `parameter` is its path, e.g. `metrics[0].key`. */
export function missingValue(parameter: string): AssayError {
  return new AssayError(
    'request/invalid-field',
    `Missing value for required parameter '${parameter}'.${seeDocs}`,
    { parameter },
  );
}

/** A field has the wrong type or is out of range. */
export function invalidValue(parameter: string, value: unknown): AssayError {
  return new AssayError(
    'request/invalid-field',
    `Invalid value ${pythonJson(value)} for parameter '${parameter}' supplied:  Hint: Value was of type '${pythonType(value)}'.${seeDocs}`,
    { parameter },
  );
}

/** A field is well formed but not acceptable, for the reason that `why` gives. */
export function refusedValue(parameter: string, value: unknown, why: string): AssayError {
  return new AssayError(
    'request/invalid-field',
    `Invalid value ${pythonJson(value)} for parameter '${parameter}' supplied: ${why}`,
    { parameter },
  );
}

/** Any other refusal of what was sent. */
export function invalidRequest(message: string): AssayError {
  return new AssayError('request/invalid-field', message);
}
