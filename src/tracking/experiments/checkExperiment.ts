// What the name and the tags of an experiment may be.
import type { Tag } from '../../model/run.ts';
import { checkKey } from '../checkKey.ts';
import { limits, requireLength } from '../limits.ts';
import { refuse } from '../refuse.ts';

/** @throws AssayError `request/invalid-field` */
export function checkExperimentName(name: string): void {
  if (name === '') throw refuse("Invalid experiment name: ''");
  requireLength('name', name, limits.experimentName);
}

/** @throws AssayError `request/invalid-field`; nothing is cut: tags of experiments hold settings, not logs */
export function checkExperimentTag(tag: Tag): void {
  checkKey(tag.key, 'key', 'key');
  requireLength('value', tag.value, limits.experimentTagValue);
}
