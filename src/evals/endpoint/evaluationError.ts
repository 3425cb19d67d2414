// An error as data, with the remedy of its code. Not an exception.
import { errorTable, type ErrorCode } from '../../model/errors.ts';
import type { EvaluationError } from '../../model/evaluation.ts';

const longestMessage = 2000;

/** @param message what happened to this example, in sentences */
export function evaluationError(code: ErrorCode, message: string): EvaluationError {
  const bounded = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
  // Messages quote strangers, and may be cut within a character.
  return { code, message: bounded.toWellFormed(), remedy: errorTable[code].remedy };
}
