// The id of an experiment as asked for: an integer in text. Whether it exists is another question.
import { refuse } from '../refuse.ts';

/** Where runs go that name no experiment. */
export const defaultExperimentId = '0';

/**
 * @returns the canonical form: `" 007"` is `"7"`, the empty text the default experiment
 * @throws AssayError `request/invalid-field` for anything but an integer
 */
export function experimentIdOf(asked: string): string {
  if (asked === '') return defaultExperimentId;
  if (!/^\s*[+-]?\d{1,40}\s*$/.test(asked)) {
    throw refuse(`Invalid experiment ID '${asked.slice(0, 100)}'. Experiment ID must be a valid integer.`);
  }
  return BigInt(asked.trim().replace('+', '')).toString();
}
