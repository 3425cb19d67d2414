// The rule for points of metrics: their key and their time. Types are the wire's business. Runs for every point that is logged.
import type { MetricPoint } from '../../model/run.ts';
import { checkKey } from '../checkKey.ts';
import { refuseValue } from '../refuse.ts';

/**
 * Keys found good. A training run logs the same few keys millions of times, and finding one here costs less than matching it again;
 * storage needs its hash anyway.
 */
const goodKeys = new Set<string>();
const mostGoodKeys = 10_000;

/** @throws AssayError `request/invalid-field` naming the first bad point, e.g. `metrics[3].timestamp` */
export function checkPoints(points: readonly MetricPoint[], list: string): void {
  for (let index = 0; index < points.length; index += 1) {
    const point = points[index];
    if (point === undefined) continue;
    if (!goodKeys.has(point.key) || point.timestamp < 0) checkPoint(point, `${list}[${index}].`);
  }
}

/** @param path what stands before the field names in the message */
export function checkPoint({ key, value, timestamp }: MetricPoint, path: string): void {
  checkKey(key, `${path}name`, 'Metric name');
  if (goodKeys.size >= mostGoodKeys) goodKeys.clear();
  goodKeys.add(key);
  if (timestamp < 0) {
    throw refuseValue(
      `${path}timestamp`,
      timestamp,
      `metric '${key}' (value=${Number.isInteger(value) ? value.toFixed(1) : value}). Timestamp must be a nonnegative long (64-bit integer) `,
    );
  }
}
