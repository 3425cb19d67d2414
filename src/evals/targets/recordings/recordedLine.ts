// A line of a recording as users write it: an example, an epoch, and an answer or an error. Not lines of stored gate runs.
import { canonicalHash } from '../../../datasets/canonicalHash.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import type { Attempt } from '../../target.ts';
import { attemptOf, failedAttempt } from '../failedAttempt.ts';
import { readAnswer } from '../readAnswer.ts';
import type { LineKey } from './recording.ts';

/** By `exampleId`, or else by `input`; `epoch` where it is given. */
export function keyOfRecordedLine(line: Json): LineKey | string {
  if (!isObject(line)) return 'is no JSON object';
  const { exampleId, input, epoch } = line;
  let epochs: readonly number[] | null = null;
  if (epoch !== undefined && epoch !== null) {
    if (typeof epoch !== 'number' || !Number.isInteger(epoch) || epoch < 0) {
      return 'has an epoch that is no integer from 0';
    }
    epochs = [epoch];
  }
  if (typeof exampleId === 'string') return { exampleId, epochs };
  if (input !== undefined) return { exampleId: canonicalHash(input), epochs };
  return 'has neither "exampleId" nor "input"';
}

export function attemptOfRecordedLine(line: Json): Attempt {
  if (!isObject(line)) return failedAttempt('target/not-recorded', 'The recorded line is no JSON object.');
  // What was expected and scored when it was recorded may stand beside the answer; here it is scored anew.
  const {
    exampleId: _id,
    input: _input,
    epoch: _epoch,
    expected: _expected,
    scores: _scores,
    ...said
  } = line;
  const { error, ...answer } = said;
  if (error !== undefined && error !== null) {
    return failedAttempt('target/reported', typeof error === 'string' ? error : JSON.stringify(error));
  }
  return attemptOf(readAnswer(answer), null, null);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
