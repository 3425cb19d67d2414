// The wire types of golden datasets. The only copy; the rules of the JSON are told in wire.ts.
import type { WireJson, WireJsonObject } from './wireJson.ts';
import type { WireSliceDefinition } from './wirePolicy.ts';

export type WireDatasetStanding = 'draft' | 'in-review' | 'published' | 'withdrawn';
export type WireClassification = 'public' | 'internal' | 'confidential' | 'restricted';

/** A line of an example file. */
export interface WireExample {
  readonly input: WireJson;
  readonly expected?: WireJson;
  readonly metadata?: WireJsonObject;
  readonly tags?: readonly string[];
  readonly split?: string | null;
  readonly cluster?: string | null;
}

export interface WireDatasetCard {
  readonly description: string | null;
  readonly curator: string | null;
  /** Who is told when the dataset is unavailable or tampered with. */
  readonly custodian: string | null;
  readonly classification: WireClassification;
  readonly limitations: readonly string[];
  readonly licence: string | null;
}

export interface WireCountTable {
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  /** How many more names there are. */
  readonly others: number;
}

export interface WireDatasetCoverage {
  readonly examples: number;
  readonly withExpectation: number;
  readonly holdout: number;
  readonly tags: WireCountTable;
  readonly splits: WireCountTable;
  readonly slices: WireCountTable;
  readonly metadata: {
    readonly [key: string]: { readonly examples: number; readonly values: WireCountTable };
  };
  readonly clusters: { readonly count: number; readonly examples: number; readonly largest: number };
  /** Of the text of inputs, in characters; null without examples. */
  readonly inputLength: {
    readonly least: number;
    readonly p10: number;
    readonly median: number;
    readonly p90: number;
    readonly most: number;
  } | null;
}

export interface WireDatasetVersion {
  readonly name: string;
  readonly versionId: string;
  readonly standing: WireDatasetStanding;
  readonly label: string | null;
  readonly card: WireDatasetCard;
  readonly slices: readonly WireSliceDefinition[];
  readonly inputSchema: WireJsonObject | null;
  readonly coverage: WireDatasetCoverage;
  readonly basedOn: string | null;
  readonly author: string | null;
  readonly createdAt: number;
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
  readonly publishedAt: number | null;
}

export interface WireDatasetSummary {
  readonly name: string;
  readonly versions: number;
  readonly newest: WireDatasetVersion;
  readonly published: WireDatasetVersion | null;
}

export interface WireDatasetEvent {
  readonly versionId: string;
  readonly kind:
    'pushed' | 'card-changed' | 'submitted' | 'approved' | 'changes-requested' | 'published' | 'withdrawn';
  readonly actor: string | null;
  readonly note: string | null;
  readonly detail: WireJsonObject;
  readonly at: number;
}

export interface WireDatasetHistory {
  readonly version: WireDatasetVersion;
  /** Oldest first. */
  readonly events: readonly WireDatasetEvent[];
}

/** The first line of a pushed version; each line after it is an example. */
export interface WireVersionHeader {
  readonly card?: Partial<WireDatasetCard>;
  readonly slices?: readonly WireSliceDefinition[];
  readonly inputSchema?: WireJsonObject | null;
  readonly author?: string | null;
  readonly note?: string | null;
}

export interface WirePushedVersion {
  readonly version: WireDatasetVersion;
  /** False when the very same content was there already. */
  readonly isNew: boolean;
  /** A published version keeps the card it was published with. */
  readonly isCardKept: boolean;
}

export interface WireDatasetHashes {
  readonly items: readonly { readonly exampleId: string; readonly leafHash: string }[];
  readonly next: string | null;
}

export interface WireExamplesQuery {
  readonly actor?: string | undefined;
  readonly reason?: string | undefined;
  readonly purpose?: 'pull' | 'export' | 'diff' | undefined;
  readonly holdout?: 'include' | 'exclude' | undefined;
}

export interface WireReviewStep {
  readonly action: 'submit' | 'approve' | 'request-changes';
  readonly actor?: string | null;
  readonly note?: string | null;
  readonly reviewer?: string | null;
}

export interface WirePublication {
  readonly actor?: string | null;
  readonly label?: string | null;
  readonly acknowledge?: string | null;
  readonly withoutReview?: string | null;
  /** Another dataset, as `name` or `name@version`, that must not leak into this one. */
  readonly against?: string | null;
}

export interface WireLikePair {
  readonly exampleId: string;
  readonly otherId: string;
  readonly likeness: number;
  readonly input: string;
  readonly otherInput: string;
  readonly splits: readonly (string | null)[];
  readonly isContradiction: boolean;
}

export interface WireDatasetFindings {
  readonly nearDuplicates: readonly WireLikePair[];
  readonly leaks: readonly WireLikePair[];
  readonly splitClusters: readonly { readonly cluster: string; readonly splits: readonly string[] }[];
  readonly against: { readonly name: string; readonly pairs: readonly WireLikePair[] } | null;
}

export interface WirePublished {
  readonly version: WireDatasetVersion;
  readonly findings: WireDatasetFindings;
}

export interface WireDatasetVerification {
  readonly name: string;
  readonly versionId: string;
  readonly computedId: string;
  readonly isIntact: boolean;
  readonly examples: number;
  readonly problems: readonly { readonly exampleId: string | null; readonly message: string }[];
  /** The alert that was raised; null when all is well. */
  readonly alertId: string | null;
}

/** Files that are not the version they are pinned to. */
export interface WireDatasetMismatch {
  readonly pinned: string;
  readonly computed: string;
  /** Where the files are, in words. */
  readonly source: string;
  readonly custodian?: string | null;
}

export interface WireHoldoutLook {
  readonly lookId: string;
  readonly name: string;
  readonly versionId: string;
  readonly actor: string | null;
  readonly purpose: 'gate' | 'pull' | 'export' | 'diff';
  readonly reason: string | null;
  readonly gateRunId: string | null;
  readonly examples: number;
  readonly at: number;
}

/** What a gate that ran elsewhere read of a holdout. */
export interface WireNewHoldoutLook {
  readonly versionId: string;
  readonly actor?: string | null;
  readonly reason?: string | null;
  readonly gateRunId: string;
  /** Examples of the holdout. */
  readonly examples: number;
}
