// The expectation of an example, or the part of it that an evaluator compares with. Not the texts in it: see expectedTexts.
import type { Example } from '../../../model/example.ts';
import type { Json } from '../../../model/json.ts';
import { missingInput, type Unscored } from '../scoring/unscored.ts';
import { valueAt } from './jsonPointer.ts';

/** A value that was found, kept apart from the reason why none was. */
export interface Found<Value> {
  readonly kind: 'found';
  readonly value: Value;
}

/** The value at `pointer` of what is expected, or the whole; unscored when the example expects nothing there. */
export function expectedValue(example: Example, pointer: string | null): Found<Json> | Unscored {
  if (example.expected === null) return missingInput('the example has no expected output');
  const value = pointer === null ? example.expected : valueAt(example.expected, pointer);
  return value === undefined
    ? missingInput(`the expected output has nothing at ${String(pointer)}`)
    : { kind: 'found', value };
}
