// What a run is: its identity, life cycle, params, latest metric values, tags, inputs and outputs. Not its metric series.
import type { LifecycleStage } from './lifecycle.ts';
import type { Int64 } from './int64.ts';

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Param {
  readonly key: string;
  readonly value: string;
}

/** One point of a metric series. NaN and ±Infinity are values like others. */
export interface MetricPoint {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since the epoch, ≥ 0. */
  readonly timestamp: Int64;
  readonly step: Int64;
}

/** A point that also belongs to a logged model, measured on a dataset where one is named. */
export interface ModelMetricPoint extends MetricPoint {
  readonly modelId: string;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly tags: readonly Tag[];
}

export interface ModelOutput {
  readonly modelId: string;
  readonly step: Int64;
}

export interface RunInfo {
  readonly runId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly userId: string;
  readonly status: RunStatus;
  /** Milliseconds since the epoch. */
  readonly startTime: Int64;
  readonly endTime: Int64 | null;
  readonly artifactUri: string;
  readonly lifecycleStage: LifecycleStage;
}

export interface Run {
  readonly info: RunInfo;
  readonly params: readonly Param[];
  /** The latest point of each series: the maximum by (step, timestamp, value), NaN counting as 0. */
  readonly metrics: readonly MetricPoint[];
  readonly tags: readonly Tag[];
  readonly datasetInputs: readonly DatasetInput[];
  readonly modelInputs: readonly string[];
  readonly modelOutputs: readonly ModelOutput[];
}
