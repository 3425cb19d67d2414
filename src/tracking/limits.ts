// How long texts may be, and what happens to longer ones. Lengths count characters (code points), as MLflow's do.
import { refuse } from './refuse.ts';

export const limits = {
  key: 250,
  paramValue: 6000,
  runTagValue: 8000,
  experimentName: 500,
  experimentTagValue: 20_000,
  artifactLocation: 2048,
  metricsPerBatch: 1000,
  paramsPerBatch: 100,
  tagsPerBatch: 100,
  entitiesPerBatch: 1000,
  datasetsPerRequest: 1000,
  datasetName: 500,
  datasetDigest: 36,
  datasetSource: 65_535,
  datasetSchema: 1_048_575,
  datasetProfile: 16_777_215,
  datasetTagKey: 255,
  datasetTagValue: 500,
} as const;

/** @throws AssayError `request/invalid-field` when `value` has more than `limit` characters; `what` names it in the message */
export function requireLength(what: string, value: string, limit: number): void {
  if (isLonger(value, limit)) throw refuse(`'${what}' exceeds the maximum length of ${limit} characters`);
}

/** The first `limit` characters: long values of params and run tags are cut, as MLflow cuts them, so that no training run dies of one. */
export function cutTo(value: string, limit: number): string {
  return isLonger(value, limit) ? [...value].slice(0, limit).join('') : value;
}

function isLonger(value: string, limit: number): boolean {
  if (value.length <= limit) return false;
  return value.length > 2 * limit || [...value].length > limit;
}
