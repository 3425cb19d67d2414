// Tags of evaluation datasets, which clients send as one JSON object in a text.
import type { NullableTag } from '../../model/evaluationDataset.ts';
import { limits, requireLength } from '../limits.ts';
import { refuse } from '../refuse.ts';
import { type ExactJson, isExactObject, parseExactJson, writeExactJson } from './exactJson.ts';

const longestValue = 5000;

/**
 * @param text a JSON object; empty counts as `{}`
 * @returns the tags in their order; a value that is no text becomes its JSON
 * @throws AssayError `request/invalid-field`
 */
export function datasetTagsOf(text: string): readonly NullableTag[] {
  const tags = text.trim() === '' ? {} : parseExactJson(text);
  if (!isExactObject(tags)) throw refuse("Parameter 'tags' must be a JSON object, written as text.");
  return Object.entries(tags).map(([key, value]) => {
    requireLength('key', key, limits.key);
    const written = valueOf(value);
    if (written !== null) requireLength('value', written, longestValue);
    return { key, value: written };
  });
}

function valueOf(value: ExactJson): string | null {
  return value === null || typeof value === 'string' ? value : writeExactJson(value);
}
