// The rule for a run that is named twice: by its name and by the tag that is its name.
import type { Tag } from '../../model/run.ts';
import { cutTo, limits } from '../limits.ts';
import { refuse } from '../refuse.ts';
import { runNameIn, runNameTag } from './runTags.ts';

/**
 * @param request.name empty: only the tags name the run
 * @returns the name to give; null when neither says one
 * @throws AssayError `request/invalid-field` when they disagree
 */
export function checkRunName({
  name,
  tags,
}: {
  readonly name: string;
  readonly tags: readonly Tag[];
}): string | null {
  const tagged = runNameIn(tags.map(({ key, value }) => ({ key, value: cutTo(value, limits.runTagValue) })));
  if (name === '') return tagged;
  const asked = cutTo(name, limits.runTagValue);
  if (tagged !== null && asked !== tagged) {
    throw refuse(
      `Both 'run_name' argument and '${runNameTag}' tag are specified, but with different values (run_name='${name}', ${runNameTag}='${tagged}').`,
    );
  }
  return asked;
}
