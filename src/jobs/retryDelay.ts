// How long a failed job waits before it is tried again: doubling, bounded, and never in step with others. Not whether it is.

const firstMs = 15_000;
const longestMs = 60 * 60 * 1_000;

/**
 * @param attempts how often it was begun, the failed one included; integer ≥ 1
 * @param chance   four random bytes
 * @returns milliseconds between half of `15 s × 2^(attempts − 1)`, at most an hour, and all of it
 */
export function retryDelay(attempts: number, chance: Uint8Array): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30));
  const share = new DataView(chance.buffer, chance.byteOffset, chance.byteLength).getUint32(0) / 2 ** 32;
  return Math.round(whole / 2 + (whole / 2) * share);
}
