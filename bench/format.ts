/** Writes figures as people read them; it decides nothing. */

/** A dash for what was not measured. */
export const unknown = '–';

/** A figure with three significant digits and separators between thousands. */
export function figure(value: number | undefined): string {
  if (value === undefined) return unknown;
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

/** Milliseconds with their unit; seconds from ten of them. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return unknown;
  return ms >= 10_000 ? `${figure(ms / 1000)} s` : `${figure(ms)} ms`;
}

/** Mebibytes, which is what tools call MB of memory. */
export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? unknown : `${figure(bytes / 2 ** 20)} MB`;
}

/** How many times more; undefined when one side is not known. */
export function ratio(more: number | undefined, less: number | undefined): string {
  return more === undefined || less === undefined || less === 0 ? unknown : `${figure(more / less)} ×`;
}
