// The wire types of the models that a run made. The only copy; the rules of the JSON are told in wire.ts.
import type { WireArtifact, WireInt64 } from './wire.ts';

export interface WireRunModel {
  readonly modelId: string;
  readonly step: WireInt64;
  /** Null when the model was deleted since. */
  readonly name: string | null;
  readonly modelType: string | null;
  readonly status: 'UNSPECIFIED' | 'PENDING' | 'READY' | 'FAILED' | null;
  readonly artifactUri: string | null;
  /** What is at the top of its folder; empty when it lies where this server cannot look. */
  readonly files: readonly WireArtifact[];
}

export interface WireRunModelVersion {
  readonly name: string;
  readonly version: number;
  /** The logged model it was made from; null where it was made from files of the run. */
  readonly modelId: string | null;
  readonly stage: 'None' | 'Staging' | 'Production' | 'Archived';
  readonly aliases: readonly string[];
}

export interface WireRunModels {
  readonly models: readonly WireRunModel[];
  /** Registered from this run, newest first. */
  readonly versions: readonly WireRunModelVersion[];
}
