// What a registered model is: a name with numbered versions, aliases and tags. Prompts are registered models too. Not the model's files.
import type { Tag } from './run.ts';

/** The classic stages; aliases are the newer way to say what is in use. */
export const stages = ['None', 'Staging', 'Production', 'Archived'] as const;
export type Stage = (typeof stages)[number];

export interface Alias {
  readonly alias: string;
  readonly version: number;
}

export interface ModelVersion {
  readonly name: string;
  /** Counted from 1 in each model; never given twice. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly stage: Stage;
  readonly description: string | null;
  /** Where the version came from, as its author said it. */
  readonly source: string;
  /** Where its files are: `source` with references to other versions and to logged models resolved. */
  readonly downloadUri: string;
  readonly runId: string | null;
  readonly runLink: string | null;
  /** The logged model it was made from. */
  readonly modelId: string | null;
  readonly tags: readonly Tag[];
  /** In alphabetical order. */
  readonly aliases: readonly string[];
}

export interface RegisteredModel {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly description: string | null;
  readonly tags: readonly Tag[];
  /** In alphabetical order. */
  readonly aliases: readonly Alias[];
  /** The newest version of each stage that has one, oldest first. */
  readonly latestVersions: readonly ModelVersion[];
}

/** What happened to a registered model; `from` and `to` are in the words of `kind` (a stage, a version number, a name). */
export interface RegistryEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly name: string;
  /** Null for what concerns the whole model. */
  readonly version: number | null;
  readonly kind:
    | 'model-created'
    | 'model-renamed'
    | 'model-deleted'
    | 'version-created'
    | 'version-deleted'
    | 'stage-moved'
    | 'alias-moved'
    | 'alias-removed';
  /** Which alias, for the kinds that concern one. */
  readonly alias: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Who did it, where that is known. */
  readonly by: string | null;
}
