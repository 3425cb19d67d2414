// What a logged model is: the record of a trained or built model in an experiment, with its params and measurements. Not its files.
import type { MetricPoint, Param, Tag } from './run.ts';

export type LoggedModelStatus = 'UNSPECIFIED' | 'PENDING' | 'READY' | 'FAILED';

/** A point measured on the model, by a run and on a dataset where they are named. */
export interface LoggedModelMetric extends MetricPoint {
  readonly runId: string;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

export interface LoggedModel {
  /** `m-` and 32 hexadecimal digits. */
  readonly modelId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string;
  /** The run that made it; empty when none is named. */
  readonly sourceRunId: string;
  readonly status: LoggedModelStatus;
  readonly artifactUri: string;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
  /** Every point measured on it, in the order it was logged. */
  readonly metrics: readonly LoggedModelMetric[];
}
