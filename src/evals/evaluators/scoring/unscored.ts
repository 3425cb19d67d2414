// Why there is no score, as data. Never zero for want of a value.
import type { Score } from '../../../model/evaluation.ts';
import { errorTable, type ErrorCode } from '../../../model/errors.ts';

export type Unscored = Extract<Score, { kind: 'unscored' }>;

/** No score, with a code from the error table; `message` names what was wrong with this example. */
export function unscored(code: ErrorCode, message: string): Unscored {
  return { kind: 'unscored', reason: message, error: { code, message, remedy: errorTable[code].remedy } };
}

/** No score, because the example or the answer lacks something. */
export function missingInput(message: string): Unscored {
  return unscored('evaluator/missing-input', message);
}
