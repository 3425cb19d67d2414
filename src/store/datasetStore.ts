// What is asked of storage about golden datasets: examples kept once by content, versions, their history, looks at the holdout. Not MLflow's.
import type { DatasetEvent, DatasetSummary, DatasetVersion, HoldoutLook } from '../model/dataset.ts';
import type { Page, PageRequest } from './page.ts';

/** One example as it is kept: the very bytes that its version id covers. */
export interface KeptExample {
  /** Hash of the bytes as an entry of a version, in hexadecimal. */
  readonly leafHash: string;
  /** Hash of its input, in hexadecimal. */
  readonly exampleId: string;
  readonly bytes: Uint8Array;
}

/** What changes of a version, and what happened; the rest stays. */
export interface VersionChange {
  /** The version must have one of these standings. */
  readonly expects: readonly DatasetVersion['standing'][];
  readonly standing?: DatasetVersion['standing'];
  readonly label?: string | null;
  readonly card?: DatasetVersion['card'];
  readonly approval?: { readonly by: string | null; readonly at: number } | null;
  readonly publishedAt?: number;
  readonly event: Omit<DatasetEvent, 'versionId'>;
}

export interface DatasetStore {
  /** Durable when it resolves; what is there already stays. Of no version until one is created with it. */
  keepExamples(examples: readonly KeptExample[]): Promise<void>;
  /**
   * Creates the dataset too, when it is new. The same content again is the version that is there, unchanged.
   *
   * @param leafHashes of all its examples, by ascending example id
   * @throws AssayError `dataset/example-missing` when one of them was not kept
   */
  createVersion(
    version: DatasetVersion,
    leafHashes: readonly string[],
    event: Omit<DatasetEvent, 'versionId'>,
  ): Promise<{ readonly version: DatasetVersion; readonly isNew: boolean }>;
  /** Those whose label is the reference, or else whose version id begins with it. */
  findVersions(name: string, reference: string): Promise<readonly DatasetVersion[]>;
  /** Names of datasets that have this version. */
  namesOfVersion(versionId: string): Promise<readonly string[]>;
  /** By name. Exact. */
  datasets(page: PageRequest): Promise<Page<DatasetSummary>>;
  get(name: string): Promise<DatasetSummary | undefined>;
  /** Newest first. Exact; empty for an unknown dataset. */
  versions(name: string, page: PageRequest): Promise<Page<DatasetVersion>>;
  /** By ascending example id, with the bytes as they are stored. Exact. */
  examples(name: string, versionId: string, page: PageRequest): Promise<Page<KeptExample>>;
  /**
   * @throws AssayError `dataset/unknown-version`; `dataset/wrong-standing` when it is not as expected; `dataset/label-taken`
   */
  change(name: string, versionId: string, change: VersionChange): Promise<DatasetVersion>;
  /** Oldest first; of one version, or of all. */
  events(name: string, versionId: string | null): Promise<readonly DatasetEvent[]>;
  /** The dataset need not be kept here: files have holdouts too. */
  recordLook(look: HoldoutLook): Promise<void>;
  /** Newest first. Exact. */
  looks(name: string, page: PageRequest): Promise<Page<HoldoutLook>>;
}
