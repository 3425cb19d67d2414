// A golden example and the cohorts it may belong to. Not how examples are stored, versioned or hashed.
import type { Json, JsonObject } from './json.ts';

/** One golden example, in the one form in which it is hashed. */
export interface Example {
  /** SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of `input`: equal inputs are the same example everywhere. */
  readonly exampleId: string;
  readonly input: Json;
  /** Null where the example has no expectation. */
  readonly expected: Json | null;
  readonly metadata: JsonObject;
  /** Sorted, without repeats. */
  readonly tags: readonly string[];
  /** Such as `train`, `test` or `holdout`; null when the dataset is not split. */
  readonly split: string | null;
  /** Examples that were sampled together (a conversation, a source document) share this; null when independent. */
  readonly cluster: string | null;
}

/** A named cohort: an example belongs when it has all the tags and matches every metadata key. */
export interface SliceDefinition {
  readonly name: string;
  readonly tags: readonly string[];
  /** The value of a key is any of those listed; a list in the example matches by any of its members. */
  readonly metadata: { readonly [key: string]: readonly (string | number | boolean)[] };
}

/** The split whose every look is recorded. */
export const holdoutSplit = 'holdout';
