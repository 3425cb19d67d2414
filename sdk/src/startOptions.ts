// What a run can be started with. Nothing is required.
import type { CaptureOptions } from './capture/captureEnvironment.ts';
import type { Logger } from './logger.ts';
import type { Loggable } from './readValue.ts';
import type { ConnectionOptions } from './transport.ts';

export interface StartOptions extends ConnectionOptions {
  /** By name; it is made when there is none. `ASSAY_EXPERIMENT`, then the default experiment, when absent. */
  readonly experiment?: string | undefined;
  readonly name?: string | undefined;
  /** Why this run is made. Without it a run is no evidence. */
  readonly purpose?: string | undefined;
  readonly notes?: string | undefined;
  readonly params?: Readonly<Record<string, Loggable>> | undefined;
  readonly tags?: Readonly<Record<string, Loggable>> | undefined;
  /** The random seed, or several by name. */
  readonly seed?: number | bigint | string | Readonly<Record<string, number | bigint | string>> | undefined;
  /** Temperature, top-p and the like. */
  readonly decoding?: Readonly<Record<string, unknown>> | undefined;
  /** The version of the pipeline that makes this run. */
  readonly pipelineVersion?: string | undefined;
  readonly baseModel?:
    string | { readonly name: string; readonly config?: Readonly<Record<string, unknown>> } | undefined;
  /** The evaluation harness, with its version. */
  readonly harness?: string | undefined;
  /** Versions of benchmarks by name. */
  readonly benchmarks?: Readonly<Record<string, string>> | undefined;
  /** Declares a repeat: a run id, or a name that all repeats share. */
  readonly repeatOf?: string | undefined;
  /** The run above this one. */
  readonly parentRunId?: string | undefined;
  /** Chosen here, to go on with a run or to find it again; random when absent. */
  readonly runId?: string | undefined;
  readonly user?: string | undefined;
  /** What to note of the surroundings; everything when absent, nothing when false. */
  readonly capture?: boolean | CaptureOptions | undefined;
  /** Samples CPU and memory every 10 s; `false` does not. */
  readonly systemMetrics?: boolean | { readonly everyMs: number } | undefined;
  /** Where entries wait while the server is away; `.assay-spool` when absent. */
  readonly spoolFolder?: string | undefined;
  /** Where problems are said; stderr when absent. */
  readonly logger?: Logger | undefined;
  /** How long the end waits for a server that does not answer; 10 s when absent. */
  readonly patienceMs?: number | undefined;
}

/** What a run below another says for itself; everything else is that of the run above. */
export type ChildOptions = Omit<
  StartOptions,
  | 'url'
  | 'token'
  | 'fetch'
  | 'experiment'
  | 'parentRunId'
  | 'capture'
  | 'spoolFolder'
  | 'logger'
  | 'patienceMs'
>;
