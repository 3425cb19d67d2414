// The rule for keys of metrics, params and tags: what they may contain, and that they would be the same as a file name. Not their length alone.
import { posix } from 'node:path';
import { limits, requireLength } from './limits.ts';
import { refuseValue } from './refuse.ts';

/** Keys that need no closer look: ASCII words between slashes, none beginning with a dot. Most are. */
const plainKey = /^[\w: -][\w.: -]*(?:\/[\w: -][\w.: -]*)*$/;
const allowed = /^[/\p{L}\p{N}_.\- :]*$/u;

const badCharacter =
  'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).';

/**
 * @param parameter the path of the key in the request, for the message
 * @param what      what the key is called when it is too long
 * @throws AssayError `request/invalid-field`
 */
export function checkKey(key: string, parameter: string, what: string): void {
  if (!isPlainKey(key)) checkClosely(key, parameter);
  if (key.length > limits.key) requireLength(what, key, limits.key);
}

/** Whether a key is acceptable at a glance; others may still be. */
export function isPlainKey(key: string): boolean {
  return plainKey.test(key);
}

function checkClosely(key: string, parameter: string): void {
  if (!allowed.test(key)) throw refuseValue(parameter, key, badCharacter);
  const resolved = resolvedPath(key);
  if (resolved !== key || resolved === '.' || resolved.startsWith('..') || resolved.startsWith('/')) {
    throw refuseValue(
      parameter,
      key,
      `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${resolved}'`,
    );
  }
}

function resolvedPath(key: string): string {
  const normal = posix.normalize(key);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
