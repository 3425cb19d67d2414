// A golden dataset, its versions and its card. Not the rules of drafting, reviewing and publishing.
import type { Example, SliceDefinition } from './example.ts';
import type { JsonObject } from './json.ts';

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

/** One kept version with everything but its examples. */
export interface DatasetVersion {
  readonly name: string;
  readonly versionId: string;
  readonly standing: Exclude<DatasetStanding, 'file'>;
  readonly label: string | null;
  readonly card: DatasetCard;
  readonly slices: readonly SliceDefinition[];
  readonly inputSchema: JsonObject | null;
  readonly coverage: DatasetCoverage;
  /** The newest version of the dataset when this one was pushed; null for the first. */
  readonly basedOn: string | null;
  /** Who pushed it; null where that is not known. */
  readonly author: string | null;
  readonly createdAt: number;
  /** Who approved it, and when; null until then, and for what was published without review. */
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
  readonly publishedAt: number | null;
}

/** What the examples come to, computed when a version is kept or a file is read. */
export interface DatasetCoverage {
  readonly examples: number;
  readonly withExpectation: number;
  /** Of the holdout split. */
  readonly holdout: number;
  /** By name, the most frequent first, then by name; `others` counts names that are left out. */
  readonly tags: CountTable;
  readonly splits: CountTable;
  readonly slices: CountTable;
  /** By metadata key: how many examples have it, and their values. */
  readonly metadata: { readonly [key: string]: { readonly examples: number; readonly values: CountTable } };
  readonly clusters: { readonly count: number; readonly examples: number; readonly largest: number };
  /** Of the text of inputs, in characters; null without examples. */
  readonly inputLength: LengthDistribution | null;
}

export interface CountTable {
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  readonly others: number;
}

export interface LengthDistribution {
  readonly least: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  readonly most: number;
}

export type DatasetEventKind =
  'pushed' | 'card-changed' | 'submitted' | 'approved' | 'changes-requested' | 'published' | 'withdrawn';

/** What was done with a version: its history, oldest first. */
export interface DatasetEvent {
  readonly versionId: string;
  readonly kind: DatasetEventKind;
  readonly actor: string | null;
  /** In the actor's words; null when nothing was said. */
  readonly note: string | null;
  /** Such as the findings that were acknowledged at publishing. */
  readonly detail: JsonObject;
  readonly at: number;
}

/** A list entry of a dataset. */
export interface DatasetSummary {
  readonly name: string;
  readonly versions: number;
  /** The newest version of any standing. */
  readonly newest: DatasetVersion;
  /** The newest published one; null before the first. */
  readonly published: DatasetVersion | null;
}

/** What the checks before publishing found. */
export interface DatasetFindings {
  /** Inputs that are almost the same, within a split or without splits. */
  readonly nearDuplicates: readonly LikePair[];
  /** Inputs that are almost the same in different splits: what was learned or tuned on is judged on. */
  readonly leaks: readonly LikePair[];
  /** Clusters with examples in several splits. */
  readonly splitClusters: readonly { readonly cluster: string; readonly splits: readonly string[] }[];
  /** Inputs that are almost the same as one of another dataset; null when none was compared. */
  readonly against: { readonly name: string; readonly pairs: readonly LikePair[] } | null;
}

/** Two examples whose inputs are almost the same. */
export interface LikePair {
  readonly exampleId: string;
  readonly otherId: string;
  /** Jaccard likeness of their texts, in [0, 1]. */
  readonly likeness: number;
  /** Beginnings of their texts. */
  readonly input: string;
  readonly otherInput: string;
  /** Of the other, then of the example. */
  readonly splits: readonly [string | null, string | null];
  /** Both have an expectation, and not the same. */
  readonly isContradiction: boolean;
}

/** Somebody, or a gate run, read examples of the holdout. */
export interface HoldoutLook {
  readonly lookId: string;
  readonly name: string;
  readonly versionId: string;
  readonly actor: string | null;
  readonly purpose: 'gate' | 'pull' | 'export' | 'diff';
  /** In the reader's words; null when nothing was said. */
  readonly reason: string | null;
  readonly gateRunId: string | null;
  /** Examples of the holdout that were read. */
  readonly examples: number;
  readonly at: number;
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
