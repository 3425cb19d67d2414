// Numbers as people read them: metric values, counts, sizes. Exact values are for --json and exports.
import { fromWireNumber, type WireNumber } from 'assay-sdk/wire';

/** A metric value with five significant digits, all digits of its whole part, and no trailing zeros. */
export function metricText(wire: WireNumber): string {
  const value = fromWireNumber(wire);
  if (!Number.isFinite(value)) return String(wire);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return String(value);
  if (size >= 1e15 || size < 1e-4) return tidyExponent(value.toExponential(4));
  const wholeDigits = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  return String(Number(value.toPrecision(Math.max(5, wholeDigits + 1))));
}

function tidyExponent(text: string): string {
  const [digits = '', exponent = ''] = text.split('e');
  return `${String(Number(digits))}e${exponent.replace('+', '')}`;
}

/** A signed difference: `+0.012`, `−3`. */
export function differenceText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const text = metricText(Math.abs(value) === Infinity ? 'Infinity' : Math.abs(value));
  return value < 0 ? `−${text}` : value > 0 ? `+${text}` : '0';
}

const grouped = new Intl.NumberFormat('en-US');

/** A count with its noun: `1 run`, `4,310 runs`. */
export function countText(n: number, one: string, many = `${one}s`): string {
  return `${grouped.format(n)} ${n === 1 ? one : many}`;
}

export function wholeText(n: number): string {
  return grouped.format(n);
}

const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as disks and networks are sold. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit: string = units[0];
  for (const each of units) {
    unit = each;
    value /= 1000;
    if (value < 999.95) break;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
