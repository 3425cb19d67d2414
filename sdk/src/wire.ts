// The wire types of the native protocol (`/api/v1`), the only copy: what server and client say to each other. Not how it is checked or sent.
//
// Rules of the JSON: names in camelCase; a request with a field that is not named here is refused; absent and null differ only where
// null is written below. Integers of 64 bits are numbers up to ±(2^53 − 1) and decimal strings beyond. Numbers that JSON cannot say are the
// strings "NaN", "Infinity" and "-Infinity". Times are milliseconds since the epoch.

/** A step or a time: a number while it is exact (up to ±(2^53 − 1)), a decimal string beyond. */
export type WireInt64 = number | string;

/** A metric value; JSON has no NaN and no infinities, so these are strings. */
export type WireNumber = number | 'NaN' | 'Infinity' | '-Infinity';

export type WireRunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';
export type WireLifecycleStage = 'active' | 'deleted';
/** Which life-cycle stages a search sees. */
export type WireView = 'active' | 'deleted' | 'all';

export interface WireTag {
  readonly key: string;
  readonly value: string;
}

export interface WireParam {
  readonly key: string;
  readonly value: string;
}

/** One answer of a list that goes on: `next` is the cursor of the following page, null on the last. */
export interface WirePage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Every refusal, as `application/problem+json` (RFC 9457). */
export interface WireProblem {
  /** `/docs/errors#<code>` */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** From the table of errors; never renamed. */
  readonly code: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** The path of the field that is wrong, such as `points[3].step`. */
  readonly field?: string | undefined;
  /** The column, counted from 1, at which a filter cannot be understood. */
  readonly position?: number | undefined;
}

export interface WireInfo {
  readonly name: 'assay';
  readonly version: string;
  /** The version of this protocol. */
  readonly api: 'v1';
  /** The clock of the server. */
  readonly time: number;
  /** An acknowledged write survives the death of the process and of the machine. */
  readonly durable: boolean;
}

// — Experiments —

export interface WireExperiment {
  /** A decimal integer as text; "0" is the default experiment. */
  readonly experimentId: string;
  readonly name: string;
  readonly artifactLocation: string;
  readonly lifecycleStage: WireLifecycleStage;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: readonly WireTag[];
}

export interface WireNewExperiment {
  readonly name: string;
  readonly artifactLocation?: string | undefined;
  readonly tags?: readonly WireTag[] | undefined;
}

export interface WireExperimentChange {
  readonly name?: string | undefined;
  /** Set one by one; tags that are not named stay. */
  readonly tags?: readonly WireTag[] | undefined;
}

export interface WireExperimentQuery {
  /** Exactly this name; at most one experiment has it. */
  readonly name?: string | undefined;
  readonly filter?: string | undefined;
  readonly orderBy?: readonly string[] | undefined;
  readonly view?: WireView | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

// — Runs —

export interface WireDatasetInput {
  readonly name: string;
  /** The hash of its content, or whatever names its version. */
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly tags: readonly WireTag[];
}

export interface WireModelOutput {
  readonly modelId: string;
  readonly step: WireInt64;
}

/** One point of a metric series. */
export interface WireMetricPoint {
  readonly key: string;
  readonly value: WireNumber;
  readonly step: WireInt64;
  readonly timestamp: WireInt64;
}

export interface WireRun {
  readonly runId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly userId: string;
  readonly status: WireRunStatus;
  readonly startTime: WireInt64;
  readonly endTime: WireInt64 | null;
  readonly artifactUri: string;
  readonly lifecycleStage: WireLifecycleStage;
  /** The tag `assay.purpose`. */
  readonly purpose: string | null;
  /** The tag `mlflow.note.content`. */
  readonly notes: string | null;
  /** The tag `mlflow.parentRunId`. */
  readonly parentRunId: string | null;
  readonly params: readonly WireParam[];
  /** The latest point of each series. */
  readonly metrics: readonly WireMetricPoint[];
  readonly tags: readonly WireTag[];
  readonly datasetInputs: readonly WireDatasetInput[];
  readonly modelInputs: readonly string[];
  readonly modelOutputs: readonly WireModelOutput[];
}

export interface WireNewRun {
  /** Chosen by the client, so that asking twice makes one run; otherwise the server chooses. */
  readonly runId?: string | undefined;
  /** The experiment by id; this or `experimentName`, or the default experiment. */
  readonly experimentId?: string | undefined;
  /** The experiment by name; it is made when there is none. */
  readonly experimentName?: string | undefined;
  readonly name?: string | undefined;
  readonly userId?: string | undefined;
  readonly startTime?: WireInt64 | undefined;
  readonly purpose?: string | undefined;
  readonly notes?: string | undefined;
  readonly parentRunId?: string | undefined;
  readonly tags?: readonly WireTag[] | undefined;
}

export interface WireRunChange {
  readonly status?: WireRunStatus | undefined;
  readonly endTime?: WireInt64 | undefined;
  readonly name?: string | undefined;
  readonly purpose?: string | undefined;
  readonly notes?: string | undefined;
}

/** One atomic addition to a run: all of it is kept, or nothing. Sent again, it adds nothing. */
export interface WireBatch {
  readonly points?: readonly WireBatchPoint[] | undefined;
  readonly params?: readonly WireParam[] | undefined;
  readonly tags?: readonly WireTag[] | undefined;
}

export interface WireBatchPoint {
  readonly key: string;
  readonly value: WireNumber;
  readonly timestamp: WireInt64;
  /** 0 when absent. */
  readonly step?: WireInt64 | undefined;
}

export interface WireRunSearch {
  readonly experimentIds?: readonly string[] | undefined;
  readonly experimentNames?: readonly string[] | undefined;
  /** In the search grammar, such as `metrics.loss < 0.1 AND params.model = 'small'`. */
  readonly filter?: string | undefined;
  /** Such as `metrics.loss ASC`. */
  readonly orderBy?: readonly string[] | undefined;
  readonly view?: WireView | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** The columns to send: `params`, `params.<key>`, `metrics`, `metrics.<key>`, `tags`, `tags.<key>`, `inputs`, `outputs`. All when absent. */
  readonly select?: readonly string[] | undefined;
}

export interface WireNewDatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType?: string | undefined;
  readonly source?: string | undefined;
  readonly schema?: string | undefined;
  readonly profile?: string | undefined;
  /** `mlflow.data.context` says what it was used for; `assay.sampling` how it was drawn. */
  readonly tags?: readonly WireTag[] | undefined;
}

export interface WireInputs {
  readonly datasets?: readonly WireNewDatasetInput[] | undefined;
  readonly modelIds?: readonly string[] | undefined;
}

export interface WireOutputs {
  readonly models: readonly { readonly modelId: string; readonly step?: WireInt64 | undefined }[];
}

// — Series —

/** A slice of one series in columns of equal length, in the order (timestamp, step, value). */
export interface WireSeriesPage {
  readonly runId: string;
  readonly key: string;
  readonly steps: readonly WireInt64[];
  readonly timestamps: readonly WireInt64[];
  readonly values: readonly WireNumber[];
  readonly next: string | null;
}

export interface WireChartRequest {
  readonly runIds: readonly string[];
  readonly key: string;
  /** Steps to draw, both ends included. */
  readonly fromStep?: number | undefined;
  readonly toStep?: number | undefined;
  /** How many buckets across the drawn steps. */
  readonly buckets?: number | undefined;
}

/** The columns of a curve, in the order in which the packed form holds them. */
export const chartColumns = [
  'firstStep',
  'lastStep',
  'min',
  'max',
  'sum',
  'count',
  'nanCount',
  'last',
  'lastTimestamp',
] as const;
export type ChartColumn = (typeof chartColumns)[number];

/**
 * One run's curve: bucket i covers steps firstStep[i] to lastStep[i] and every one of its points is in min, max, sum and count;
 * NaN points only in nanCount. Never a sample. `exact` when each bucket is one point.
 */
export type WireChartCurve = {
  readonly runId: string;
  readonly exact: boolean;
} & { readonly [column in ChartColumn]: readonly WireNumber[] };

export interface WireChart {
  readonly key: string;
  readonly curves: readonly WireChartCurve[];
}

/** `Accept` this to get a chart as packed columns; the layout is told at {@link WirePackedChartHeader}. */
export const packedColumnsType = 'application/vnd.assay.columns';

/**
 * The head of a packed chart. The layout, little-endian throughout: an unsigned 32-bit length h; h bytes of UTF-8 JSON, this header, padded
 * with spaces so that 4 + h is a multiple of 8; then for each curve in turn, for each of `columns` in turn, `length` float64 values.
 */
export interface WirePackedChartHeader {
  readonly key: string;
  readonly columns: readonly ChartColumn[];
  readonly curves: readonly { readonly runId: string; readonly exact: boolean; readonly length: number }[];
}

export interface WireSummariesRequest {
  readonly runIds: readonly string[];
  /** All keys when absent. */
  readonly keys?: readonly string[] | undefined;
}

/** Figures of a whole series; exact duplicates of a point may be counted twice in `count` and `sum`. */
export interface WireSeriesSummary {
  readonly runId: string;
  readonly key: string;
  readonly count: number;
  readonly last: WireMetricPoint;
  /** Of the values that are not NaN; null when there are none. */
  readonly min: WireNumber | null;
  readonly max: WireNumber | null;
  readonly sum: WireNumber;
}

export interface WireSummaries {
  readonly items: readonly WireSeriesSummary[];
}

// — Artifacts —

export interface WireArtifact {
  /** Relative to the run's artifacts, with `/` between its parts. */
  readonly path: string;
  readonly isDirectory: boolean;
  /** In bytes; null for a directory. */
  readonly size: number | null;
}

// — Live updates —

/** What changed: enough to know what to read again, never the data itself. The name of the event is its `type`. */
export type WireEvent =
  | { readonly type: 'experiment'; readonly experimentId: string }
  | { readonly type: 'run'; readonly experimentId: string; readonly runId: string }
  | { readonly type: 'metrics'; readonly runId: string }
  | { readonly type: 'artifact'; readonly path: string }
  | { readonly type: 'logged-model'; readonly experimentId: string; readonly modelId: string }
  | { readonly type: 'registered-model'; readonly name: string }
  | { readonly type: 'evaluation-dataset'; readonly datasetId: string };

/** How the API says a number; NaN and the infinities as text. */
export function toWireNumber(value: number): WireNumber {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** The number that the API said. */
export function fromWireNumber(value: WireNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

/** How the API says a 64-bit integer. */
export function toWireInt64(value: number | bigint): WireInt64 {
  return typeof value === 'number' ? value : value.toString();
}
