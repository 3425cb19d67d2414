/** The runs that search and the run table are measured on; seedMlflow.py computes the same values. */

/** Metrics and params of each run, and its start. */
export const metricKeys: readonly string[] = ['acc', 'loss', ...numbered('metric', 2, 50)];
export const params: readonly { readonly key: string; readonly values: readonly string[] }[] = [
  { key: 'lr', values: ['0.1', '0.03', '0.01', '0.003', '0.001'] },
  ...numbered('param', 1, 20).map((key) => ({ key, values: ['small', 'medium', 'large'] })),
];
export const startMs = 1_760_000_000_000;

/** What one run logs: every metric once, evenly spread over [0, 1), and every param. */
export function runContent(index: number): {
  readonly name: string;
  readonly startMs: number;
  readonly metrics: { key: string; value: number; timestamp: number; step: number }[];
  readonly params: { key: string; value: string }[];
} {
  const start = startMs + index * 1000;
  return {
    name: `run-${String(index).padStart(6, '0')}`,
    startMs: start,
    metrics: metricKeys.map((key, metric) => ({
      key,
      value: mix(index * 128 + metric) / 2 ** 32,
      timestamp: start,
      step: 0,
    })),
    params: params.map(({ key, values }, param) => ({
      key,
      value: values[mix(index * 128 + 64 + param) % values.length] ?? '',
    })),
  };
}

/** An integer hash that spreads neighbours over all 32 bits. */
function mix(index: number): number {
  let x = index >>> 0;
  for (let round = 0; round < 2; round += 1) {
    x ^= x >>> 16;
    x = Math.imul(x, 0x45d9f3b) >>> 0;
  }
  return (x ^ (x >>> 16)) >>> 0;
}

function numbered(name: string, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => `${name}_${String(from + at).padStart(2, '0')}`);
}
