/** The questions that draw one metric of many runs: Assay's chart, and the sampled history that MLflow's pages ask for. */
import { z } from 'zod';
import { packedColumnsType, type WireChartRequest } from '../../sdk/src/wire.ts';
import { getText } from '../load/requestText.ts';

const buckets = 1000;

const head = z.object({
  columns: z.array(z.string()),
  curves: z.array(z.object({ length: z.number() })),
});

/** A chart in packed columns; a window of steps when it is zoomed. */
export function chartRequest(
  host: string,
  runIds: readonly string[],
  key: string,
  window?: { readonly fromStep: number; readonly toStep: number },
): string {
  const body = JSON.stringify({ runIds, key, buckets, ...window } satisfies WireChartRequest);
  return (
    `POST /api/v1/metrics/chart HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
    `Accept: ${packedColumnsType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** The same picture as MLflow's pages ask for it: at most 1,000 sampled points a run. */
export function intervalRequest(host: string, runIds: readonly string[], key: string): string {
  const query = new URLSearchParams({ metric_key: key, max_results: String(buckets) });
  for (const runId of runIds) query.append('run_ids', runId);
  return getText(host, `/api/2.0/mlflow/metrics/get-history-bulk-interval?${query.toString()}`);
}

/** How many points stand behind the buckets of a packed chart; the layout is told in the SDK's wire types. */
export function pointsInChart(body: Buffer): number {
  const headBytes = body.readUInt32LE(0);
  const { columns, curves } = head.parse(JSON.parse(body.toString('utf8', 4, 4 + headBytes)));
  const countColumn = columns.indexOf('count');
  let points = 0;
  let at = 4 + headBytes;
  for (const { length } of curves) {
    const first = at + countColumn * length * 8;
    for (let bucket = 0; bucket < length; bucket += 1) points += body.readDoubleLE(first + bucket * 8);
    at += columns.length * length * 8;
  }
  return points;
}
