// An Assay for tests: in memory, with a clock and ids that repeat. Tests call it through `http.inject`, without a port.
import { type Assay, composeAssay } from './compose.ts';
import { readConfiguration } from './configuration.ts';

export interface TestAssay extends Assay {
  /** Moves the clock, in milliseconds. */
  advance(ms: number): void;
}

/** Starts at 2026-01-01T00:00:00Z; every reading of the clock is one millisecond later than the last. */
export async function testAssay(): Promise<TestAssay> {
  let time = Date.UTC(2026, 0, 1);
  let seed = 1;
  const assay = await composeAssay(readConfiguration({ memory: true, logLevel: 'silent' }, {}), {
    now: () => ++time,
    randomBytes(size) {
      // A small linear congruential generator: ids differ and repeat from run to run.
      return Uint8Array.from({ length: size }, () => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return seed >>> 24;
      });
    },
  });
  return {
    ...assay,
    advance(ms) {
      time += ms;
    },
  };
}
