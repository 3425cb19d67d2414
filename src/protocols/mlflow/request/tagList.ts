// Lists of tags and params, whose keys must be there and whose values may be empty.
import { type Field, listOf, required, text } from './fields.ts';
import { message } from './message.ts';

export interface Pair {
  readonly key: string;
  readonly value: string;
}

const pairs = listOf(message({ key: text, value: text }));
const keyedPairs = listOf(message({ key: required(text), value: text }));

/** What is not sent is empty. */
export const tagList: Field<readonly Pair[]> = {
  ...pairs,
  absent: [],
  read: (value, name) =>
    pairs.read(value, name).map(({ key = '', value: each = '' }) => ({ key, value: each })),
};

/** Items without a key are refused. */
export const keyedTagList: Field<readonly Pair[]> = {
  ...keyedPairs,
  absent: [],
  read: (value, name) =>
    keyedPairs.read(value, name).map(({ key, value: each = '' }) => ({ key, value: each })),
};
