// How many examples a floor needs to be certified with the planned power if a given pass rate is the truth. Planning, not a decision.
import { floorPassProbability } from '../../stats/floorPassProbability.ts';

/** Beyond this many nobody collects. */
const most = 1_000_000;

/**
 * The first size, doubled and then halved into place, whose chance of PASS reaches the power. The chance rises in a saw-tooth, so a few
 * examples fewer may already do.
 *
 * @returns null when the rate does not exceed the floor, or more than a million would be needed
 */
export function examplesForFloor(rate: number, floor: number, alpha: number, power: number): number | null {
  if (!(rate > floor)) return null;
  const isEnough = (n: number): boolean => floorPassProbability(n, rate, floor, alpha) >= power;
  let high = 2;
  while (!isEnough(high)) {
    if (high >= most) return null;
    high *= 2;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
