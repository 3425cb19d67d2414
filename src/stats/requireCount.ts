// Refuses counts that are not counts, so that no interval is ever computed from them.

/**
 * @param value   what should be an integer in [0, most]
 * @param name    how the caller calls it, for the message
 * @throws RangeError when it is not
 */
export function requireCount(value: number, name: string, most = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${name} must be an integer from 0 to ${most}, not ${value}`);
  }
}

/** @throws RangeError when `value` is not strictly between 0 and 1 */
export function requireProbability(value: number, name: string): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie between 0 and 1, not ${value}`);
}
