// The wire types of registered models. The only copy; the rules of the JSON are told in wire.ts.
import type { WireTag } from './wire.ts';

export type WireStage = 'None' | 'Staging' | 'Production' | 'Archived';

export interface WireModelVersion {
  readonly name: string;
  /** Counted from 1 in each model; never given twice. */
  readonly version: number;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly stage: WireStage;
  readonly description: string | null;
  /** Where the version came from, as its author said it. */
  readonly source: string;
  /** Where its files are. */
  readonly downloadUri: string;
  readonly runId: string | null;
  readonly runLink: string | null;
  /** The logged model it was made from. */
  readonly modelId: string | null;
  readonly tags: readonly WireTag[];
  readonly aliases: readonly string[];
}

export interface WireRegisteredModel {
  readonly name: string;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly description: string | null;
  readonly tags: readonly WireTag[];
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
  /** The newest version of each stage that has one. */
  readonly latestVersions: readonly WireModelVersion[];
}

export interface WireRegistryQuery {
  readonly filter?: string | undefined;
  readonly orderBy?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}
