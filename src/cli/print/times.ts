// Moments and spans as people read them. Exact times are for --json and exports.
import type { WireInt64 } from 'assay-sdk/wire';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `just now`, `40 s ago`, `3 min ago`, `2 h ago`, `5 d ago`; a date when it is longer ago than four weeks, or in the future. */
export function agoText(time: WireInt64, now: number): string {
  const passed = now - Number(time);
  if (passed < -minute || passed > 28 * day) return momentText(time).slice(0, 10);
  if (passed < 5 * second) return 'just now';
  if (passed < minute) return `${Math.floor(passed / second)} s ago`;
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`;
  if (passed < day) return `${Math.floor(passed / hour)} h ago`;
  return `${Math.floor(passed / day)} d ago`;
}

/** `2026-11-20 18:02:11 UTC`. */
export function momentText(time: WireInt64): string {
  const date = new Date(Number(time));
  if (Number.isNaN(date.getTime())) return String(time);
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `820 ms`, `12.4 s`, `3 min 20 s`, `2 h 05 min`, `3 d 4 h`. */
export function spanText(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${(ms / second).toFixed(1)} s`;
  const seconds = Math.round(ms / second);
  if (ms < hour) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(ms / minute);
  if (ms < day) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(ms / hour);
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
