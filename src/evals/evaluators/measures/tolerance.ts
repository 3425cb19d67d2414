// Whether two numbers are near enough, as a user says it.
import { z } from 'zod';

export const toleranceOptions = z.strictObject({
  /** Largest difference in the unit of the numbers. */
  absolute: z.number().min(0).default(0),
  /** Largest difference as a share of the expected number. */
  relative: z.number().min(0).default(0),
});

export type Tolerance = z.infer<typeof toleranceOptions>;

/** Near enough when either bound allows it; bounds of 0 allow only equal numbers. */
export function isWithinTolerance(value: number, expected: number, tolerance: Tolerance): boolean {
  if (value === expected) return true;
  const allowed = Math.max(tolerance.absolute, tolerance.relative * Math.abs(expected));
  // The difference of two doubles is off by their last bits: 0.3 − 0.2 must be within 0.1.
  const rounding = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(expected));
  return allowed > 0 && Math.abs(value - expected) <= allowed + rounding;
}
