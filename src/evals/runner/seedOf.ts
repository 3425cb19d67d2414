// The seed that a target is given: the same for both arms, another for every example and epoch. Not a source of randomness.
import { createHash } from 'node:crypto';

/** A 32-bit unsigned integer. */
export function seedOf(seed: string, exampleId: string, epoch: number): number {
  return createHash('sha256').update(`${seed}\n${exampleId}\n${epoch}`, 'utf8').digest().readUInt32BE(0);
}
