// A confidence interval drawn against its tolerance in one line of text. Not the numbers beside it.
import type { Check } from '../../model/judgement.ts';
import type { Measure } from './figures.ts';

export const bandWidth = 21;
const zeroAt = (bandWidth - 1) / 2;

/**
 * The interval on an axis in units of the tolerance, so that every row has its limit `┊` and its zero `│` at the same place (`┼` where the interval crosses them):
 * from twice the tolerated loss on the left to twice that as a gain on the right. What lies further out ends in an arrow.
 *
 * @returns undefined when there is no tolerance or nothing is bounded
 */
export function toleranceBand(check: Check, { scale }: Measure): string | undefined {
  const { lower, upper, estimate, margin } = check;
  if (margin === null || lower === null || upper === null || estimate === null) return undefined;
  if (check.kind !== 'non-inferiority' && check.kind !== 'aggregate') return undefined;
  const unit = scale === 'ratio' ? Math.log1p(margin) : margin;
  const place = (value: number): number => Math.round((value / unit) * (zeroAt / 2)) + zeroAt;
  const [from, to, point] = [place(lower), place(upper), place(estimate)];
  const last = bandWidth - 1;
  const cells = Array.from({ length: bandWidth }, (_, at) => {
    if (at === clamped(point)) return point < 0 ? '◂' : point > last ? '▸' : '●';
    if (at === 0 && from < 0 && to >= 0) return '◂';
    if (at === last && to > last && from <= last) return '▸';
    if (at >= from && at <= to) return at === zeroAt || at === zeroAt / 2 ? '┼' : '─';
    if (at === zeroAt / 2) return '┊';
    return at === zeroAt ? '│' : ' ';
  });
  return cells.join('');
}

const clamped = (at: number): number => Math.min(bandWidth - 1, Math.max(0, at));
