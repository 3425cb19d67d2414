// What names, aliases, tags and version numbers of the registry may be. Prompts obey the same rules: they ride on registered models.
import type { Tag } from '../../model/run.ts';
import { checkKey } from '../checkKey.ts';
import { requireLength } from '../limits.ts';
import { refuse, refuseMissing } from '../refuse.ts';

const longestName = 1000;
/** The text of a prompt is the value of a tag. */
const longestTagValue = 100_000;
const longestAlias = 255;

/** The alias that always means the newest version. */
export const latestAlias = 'latest';

/** @throws AssayError `request/invalid-field` */
export function checkModelName(name: string, parameter = 'name'): void {
  if (name.trim() === '') throw refuseMissing(parameter);
  if (/[/:]/.test(name)) {
    throw refuse(`Invalid model name '${name.slice(0, 200)}'. Names cannot contain '/' or ':'.`);
  }
  requireLength(parameter, name, longestName);
}

/** @throws AssayError `request/invalid-field` */
export function checkRegistryTag(tag: Tag): void {
  checkKey(tag.key, 'key', 'key');
  requireLength('value', tag.value, longestTagValue);
}

/** @throws AssayError `request/invalid-field` */
export function checkAlias(alias: string): void {
  if (alias === '') throw refuseMissing('alias');
  requireLength('Registered model alias name', alias, longestAlias);
  if (!/^[\p{L}\p{N}_-]*$/u.test(alias)) {
    throw refuse(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    );
  }
  if (isLatest(alias)) throw refuse("'latest' alias name (case insensitive) is reserved.");
  if (/^v\d+$/i.test(alias)) throw refuse(`Version alias name '${alias}' is reserved.`);
}

export function isLatest(alias: string): boolean {
  return alias.toLowerCase() === latestAlias;
}

/**
 * @returns the number of a version from its text; numbers that no version has are simply not found later
 * @throws AssayError `request/invalid-field` when it is no integer
 */
export function versionNumberOf(text: string): number {
  if (!/^\s*[+-]?\d{1,40}\s*$/.test(text)) {
    throw refuse(`Parameter 'version' must be an integer, got '${text.slice(0, 100)}'.`);
  }
  return Number(text);
}
