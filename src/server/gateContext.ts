// What the gate is given of the world: the network, a clock that never jumps, waiting, and secrets by name.
import { setTimeout as wait } from 'node:timers/promises';
import type { GateContext } from '../gate/context.ts';
import type { TrackingContext } from '../tracking/context.ts';
import { secretNamed } from './configuration.ts';
import { version } from './version.ts';

export function gateContext(tracking: TrackingContext): GateContext {
  return {
    ...tracking,
    version,
    environment: { node: process.version, platform: `${process.platform}-${process.arch}` },
    elapsed: () => performance.now(),
    fetch: (url, init) => fetch(url, init),
    sleep: async (ms, signal) => {
      try {
        await wait(ms, undefined, { signal });
      } catch {
        // The only way waiting fails is the signal; its reason says more than the timer's.
        throw signal.reason;
      }
    },
    secret: secretNamed,
  };
}
