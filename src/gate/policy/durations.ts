// Spans and sizes as gate files write them. Not how they are shown.

const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const bytes = { kB: 1000, MB: 1_000_000 } as const;

/** `30s`, `500ms`, `2m`, `1h` in milliseconds; the schema has checked the form. */
export function millisecondsOf(text: string): number {
  const [, amount = '0', unit = 'ms'] = /^([\d.]+)(ms|s|m|h)$/.exec(text) ?? [];
  return (
    Number(amount) * (unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h' ? milliseconds[unit] : 1)
  );
}

/** `10MB`, `64kB` in bytes; the schema has checked the form. */
export function bytesOf(text: string): number {
  const [, amount = '0', unit = 'kB'] = /^([\d.]+)(kB|MB)$/.exec(text) ?? [];
  return Math.floor(Number(amount) * (unit === 'MB' ? bytes.MB : bytes.kB));
}
