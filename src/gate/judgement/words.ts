// Numbers as a report's sentences write them. Not the layout of a report.
import type { Scale } from '../../model/evaluation.ts';

/** What was observed: points of a hundred for scores; for ratio scales candidate ÷ baseline. @param sign 1 where larger is better */
export function difference(value: number, scale: Scale, sign: 1 | -1): string {
  if (scale === 'ratio') return `×${Math.exp(sign * value).toFixed(3)}`;
  return `${signed(100 * value)} pts`;
}

/** Two bounds of a difference, the smaller first as it is written. */
export function bounds(lower: number, upper: number, scale: Scale, sign: 1 | -1): string {
  const [first, second] = scale === 'ratio' && sign === -1 ? [upper, lower] : [lower, upper];
  const unit = scale === 'ratio' ? '' : ' pts';
  const bare = (value: number): string => difference(value, scale, sign).replace(' pts', '');
  return `[${bare(first)}, ${bare(second)}]${unit}`;
}

/** The size of a tolerance: points for scores, percent for ratios (given as the share by which the ratio exceeds 1). */
export function tolerance(value: number, scale: Scale): string {
  return scale === 'ratio' ? `${trimmed(100 * value)} %` : `${trimmed(100 * value)} pts`;
}

export function percent(value: number): string {
  return `${trimmed(100 * value)} %`;
}

export function probability(p: number): string {
  if (p < 1e-15) return '<1e-15';
  return p < 0.001 ? p.toExponential(1) : p.toFixed(3);
}

/** A whole number with its noun. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(1);
  if (Number(text) === 0) return '0.0';
  return `${value < 0 ? '−' : '+'}${text}`;
}

function trimmed(value: number): string {
  return Math.abs(value) >= 9.95 ? value.toFixed(0) : value.toFixed(1);
}
