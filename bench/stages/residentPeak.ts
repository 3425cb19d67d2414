/** Watches the resident memory of a server until told to stop; between two looks a peak may pass unseen. */
import { residentBytes } from '../servers/processTree.ts';
import type { Peer } from './peer.ts';

const everyMs = 200;

/** @returns a watch whose `stop` gives the most bytes seen, undefined where memory cannot be read */
export function watchResident(peer: Peer): { stop: () => number | undefined } {
  let peak = residentBytes(peer.server.pid);
  const timer = setInterval(() => {
    const now = residentBytes(peer.server.pid);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
