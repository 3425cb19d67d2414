// What the gate is given of the world: the network, a clock that never jumps, waiting, and secrets by name.
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
    sleep,
    secret: secretNamed,
  };
}

/** Every call to an endpoint starts such a wait and ends it early: what `timers/promises` does then costs an error with its stack. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      // What aborted is told as it is, be it an error or not.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
