// Finds where an increasing function takes a value, by bisection: slow, and never wrong.

/**
 * @param f       increasing on [low, high]
 * @param target  the value to find
 * @returns x with f(x) = target to within the spacing of doubles near x; an end when the target lies beyond it
 */
export function invertIncreasing(
  f: (x: number) => number,
  target: number,
  low: number,
  high: number,
): number {
  let below = low;
  let above = high;
  for (let i = 0; i < 2_000; i++) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) break;
    if (f(middle) < target) below = middle;
    else above = middle;
  }
  return above;
}
