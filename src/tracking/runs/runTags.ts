// The rule for tags of runs, and the one tag that is also the run's name.
import type { Tag } from '../../model/run.ts';
import { checkKey } from '../checkKey.ts';
import { cutTo, limits } from '../limits.ts';

/** Setting this tag names the run, and naming the run sets it. */
export const runNameTag = 'mlflow.runName';

/**
 * @param path what stands before `key` in the message, e.g. `tags[0].`
 * @returns the tag with its value cut to the limit
 * @throws AssayError `request/invalid-field`
 */
export function checkRunTag({ key, value }: Tag, path = ''): Tag {
  checkKey(key, `${path}key`, `${path}key`);
  return { key, value: cutTo(value, limits.runTagValue) };
}

/** The name among these tags, the last if there are several; null when none names the run. An empty name is no name. */
export function runNameIn(tags: readonly Tag[]): string | null {
  let name: string | null = null;
  for (const { key, value } of tags) if (key === runNameTag && value !== '') name = value;
  return name;
}
