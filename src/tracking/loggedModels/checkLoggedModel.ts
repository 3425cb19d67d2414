// What the name, params and tags of a logged model may be.
import type { Param, Tag } from '../../model/run.ts';
import { limits, requireLength } from '../limits.ts';
import { refuse, refuseMissing } from '../refuse.ts';

const forbidden = ['/', ':', '.', '%', '"', "'"];

/** @throws AssayError `request/invalid-field`: the name becomes part of `models:/` URIs */
export function checkLoggedModelName(name: string): void {
  if (name === '' || forbidden.some((character) => name.includes(character))) {
    throw refuse(
      `Invalid model name ('${name.slice(0, 200)}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`,
    );
  }
  requireLength('name', name, limits.experimentName);
}

/** @throws AssayError `request/invalid-field` */
export function checkLoggedModelParams(params: readonly Param[]): void {
  params.forEach(({ key }, index) => checkPairKey(key, `params[${index}].key`));
  const seen = new Set<string>();
  const repeated = params.filter(({ key }) => seen.size === seen.add(key).size);
  if (repeated.length === 0) return;
  throw refuse(
    `Duplicate parameter keys have been submitted: [${repeated.map(({ key }) => `'${key}'`).join(', ')}]. Please ensure the request contains only one param value per param key.`,
  );
}

/** Later tags of the same key win. @throws AssayError `request/invalid-field` */
export function checkLoggedModelTags(tags: readonly Tag[]): void {
  tags.forEach(({ key }, index) => checkPairKey(key, `tags[${index}].key`));
}

/** Any text names a param or tag of a logged model: libraries log their settings under keys such as `layers[0]$size`. */
function checkPairKey(key: string, parameter: string): void {
  if (key === '') throw refuseMissing(parameter);
  requireLength(parameter, key, limits.key);
}
