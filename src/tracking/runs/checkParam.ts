// The rule for params.
import type { Param } from '../../model/run.ts';
import { checkKey } from '../checkKey.ts';
import { cutTo, limits } from '../limits.ts';

/**
 * @param path what stands before `key` in the message, e.g. `params[0].`
 * @returns the param with its value cut to the limit
 * @throws AssayError `request/invalid-field`
 */
export function checkParam({ key, value }: Param, path = ''): Param {
  checkKey(key, `${path}key`, 'Param key');
  return { key, value: cutTo(value, limits.paramValue) };
}
