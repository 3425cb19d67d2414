// A golden dataset, its versions and its card. Not the rules of drafting, reviewing and publishing.
import type { Example, SliceDefinition } from './example.ts';
import type { Json, JsonObject } from './json.ts';

/** `file`: read from disk and recorded nowhere yet. */
export type DatasetStanding = 'file' | 'draft' | 'in-review' | 'published' | 'withdrawn';

export type Classification = 'public' | 'internal' | 'confidential' | 'restricted';

/** What people say about a dataset; computed statistics are beside it, not in it. Not part of the version id. */
export interface DatasetCard {
  readonly description: string | null;
  readonly curator: string | null;
  /** Who is told when the dataset is unavailable or tampered with. */
  readonly custodian: string | null;
  readonly classification: Classification;
  readonly limitations: readonly string[];
  readonly licence: string | null;
}

/** Everything the version id covers, ready to be evaluated on. */
export interface DatasetContent {
  /** In the order of `exampleId`. */
  readonly examples: readonly Example[];
  /** In the order of `name`. */
  readonly slices: readonly SliceDefinition[];
  /** JSON Schema that every `input` satisfies; null when none is declared. */
  readonly inputSchema: JsonObject | null;
}

/** One version, addressed by its content. */
export interface ResolvedDataset extends DatasetContent {
  readonly name: string;
  /** SHA-256, in hexadecimal: the Merkle root over examples, schema and slices. The same in a file, in CI and on a server. */
  readonly versionId: string;
  readonly standing: DatasetStanding;
  readonly card: DatasetCard;
  /** A semantic label such as `1.2.0`; null when the version has none. */
  readonly label: string | null;
  /** Where it was read from, in words for a person: a path, or a server. */
  readonly source: string;
}

/** Which examples a gate run uses beyond the dataset itself. */
export interface ExampleSelection {
  /** Only this slice; null for all. */
  readonly slice: string | null;
  /** Only these splits; null for all but the holdout. */
  readonly splits: readonly string[] | null;
  /** At most this many, in the seeded order; null for all. */
  readonly limit: number | null;
}

/** A value that may be anything JSON can say, and where in a file it was. */
export interface LocatedValue {
  readonly value: Json;
  /** Counted from 1. */
  readonly line: number;
}
