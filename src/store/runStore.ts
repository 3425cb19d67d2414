// What is asked of storage about runs, except the points of their metric series.
import type { LifecycleStage } from '../model/lifecycle.ts';
import type { Int64 } from '../model/int64.ts';
import type {
  DatasetInput,
  MetricPoint,
  ModelMetricPoint,
  ModelOutput,
  Param,
  Run,
  RunInfo,
  RunStatus,
  Tag,
} from '../model/run.ts';
import type { Page, SearchRequest } from './page.ts';

export interface NewRun {
  readonly runId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startTime: Int64;
  readonly artifactUri: string;
  readonly tags: readonly Tag[];
}

/** What changes in a run; absent fields stay. Tags are set in the same transaction. */
export interface RunChange {
  readonly status?: RunStatus;
  readonly endTime?: Int64;
  readonly name?: string;
  readonly tags?: readonly Tag[];
}

/** One atomic addition to a run: all of it is kept, or nothing. */
export interface RunBatch {
  readonly points: readonly MetricPoint[];
  /** Points that belong to a logged model as well; they are not repeated in `points`. */
  readonly modelPoints: readonly ModelMetricPoint[];
  readonly params: readonly Param[];
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
  /** A new name of the run, when one of the tags carries it. */
  readonly name: string | null;
}

export interface RunSearch extends SearchRequest {
  readonly experimentIds: readonly string[];
}

/** A dataset that runs of an experiment used, for choosing among them. */
export interface DatasetSummary {
  readonly experimentId: string;
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

/** Hashes of what was run, on which data, with which seed; null where the run does not say. */
export interface RunFingerprint {
  readonly manifest: string;
  readonly data: string | null;
  readonly seed: string | null;
}

export interface RunStore {
  /** @throws AssayError `experiment/not-found`, `experiment/not-active`, `run/exists` */
  create(run: NewRun): Promise<Run>;
  /** Deleted ones are found too. */
  get(runId: string): Promise<Run | undefined>;
  /** The cheap part of `get`. */
  info(runId: string): Promise<RunInfo | undefined>;
  /** @throws AssayError `run/not-found`, `run/not-active` */
  update(runId: string, change: RunChange): Promise<RunInfo>;
  /**
   * The hot path. The same param value again is nothing new; an exact duplicate of a point is nothing new.
   * @throws AssayError `run/not-found`, `run/not-active`, `run/param-changed` (details: every changed param)
   */
  append(runId: string, batch: RunBatch): Promise<void>;
  /** @throws AssayError `run/not-found`, `run/not-active`, `run/tag-not-found` */
  deleteTag(runId: string, key: string): Promise<void>;
  /** @throws AssayError `run/not-found` */
  setLifecycle(runId: string, stage: LifecycleStage, now: number): Promise<void>;
  /** Exact. Default order: start time descending, then run id. Missing values come last, NaN just before them. */
  search(request: RunSearch): Promise<Page<Run>>;
  /** Inputs already recorded (same name and digest; same model) are nothing new. @throws AssayError `run/not-found`, `run/not-active` */
  addInputs(runId: string, datasets: readonly DatasetInput[], modelIds: readonly string[]): Promise<void>;
  /** @throws AssayError `run/not-found`, `run/not-active` */
  addOutputs(runId: string, models: readonly ModelOutput[]): Promise<void>;
  /** At most `limit` different datasets used by runs of these experiments. */
  datasetSummaries(experimentIds: readonly string[], limit: number): Promise<readonly DatasetSummary[]>;
  /** @throws AssayError `run/not-found` */
  setFingerprint(runId: string, fingerprint: RunFingerprint): Promise<void>;
  /** Active runs with exactly this fingerprint, oldest first. */
  withFingerprint(fingerprint: RunFingerprint, limit: number): Promise<readonly RunInfo[]>;
}
