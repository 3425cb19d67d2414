// What is asked of storage about MLflow's evaluation datasets and their records.
import type {
  DatasetRecord,
  EvaluationDataset,
  JsonText,
  NullableTag,
  RecordSource,
} from '../model/evaluationDataset.ts';
import type { Page, PageRequest, SearchRequest } from './page.ts';

export interface NewEvaluationDataset {
  readonly datasetId: string;
  readonly name: string;
  readonly tags: readonly NullableTag[];
  readonly experimentIds: readonly string[];
  readonly createdBy: string | null;
  readonly digest: string;
  readonly now: number;
}

/** A record as it is given: it replaces nothing, it is merged into the record with the same inputs. */
export interface RecordDraft {
  /** Names the inputs: equal inputs have equal hashes. */
  readonly inputHash: string;
  readonly inputs: JsonText;
  readonly outputs: JsonText | null;
  /** Expectations and tags are JSON objects, merged key by key. */
  readonly expectations: JsonText | null;
  readonly tags: JsonText | null;
  readonly source: RecordSource | null;
  readonly by: string | null;
}

export interface UpsertRequest {
  readonly drafts: readonly RecordDraft[];
  /** A fresh id for a record that is new. */
  readonly recordId: () => string;
  /** Two JSON objects in one: keys of the second win. */
  readonly merge: (older: JsonText, newer: JsonText) => JsonText;
  /** What the dataset says about itself after the change. */
  readonly describe: (before: EvaluationDataset, recordCount: number) => DatasetDescription;
  readonly now: number;
}

export interface DatasetDescription {
  readonly schema: JsonText | null;
  readonly profile: JsonText | null;
  readonly digest: string;
  /** Who changed it; null where that is not known. */
  readonly by: string | null;
}

export interface EvaluationDatasetSearch extends SearchRequest {
  /** Null for all; otherwise datasets that belong to any of these. */
  readonly experimentIds: readonly string[] | null;
}

export interface EvaluationDatasetStore {
  create(dataset: NewEvaluationDataset): Promise<EvaluationDataset>;
  get(datasetId: string): Promise<EvaluationDataset | undefined>;
  /** Deleting what is not there changes nothing. */
  delete(datasetId: string): Promise<void>;
  /** Exact; `view` is ignored. Default order: creation descending, then id. */
  search(request: EvaluationDatasetSearch): Promise<Page<EvaluationDataset>>;
  /** @throws AssayError `dataset/not-found` */
  setTags(datasetId: string, tags: readonly NullableTag[]): Promise<void>;
  /** A tag that is not there, even of a dataset that is not there, is already deleted. */
  deleteTag(datasetId: string, key: string): Promise<void>;
  /** All drafts are kept, or none; several with the same inputs become one record. @throws AssayError `dataset/not-found` */
  upsertRecords(
    datasetId: string,
    request: UpsertRequest,
  ): Promise<{ readonly inserted: number; readonly updated: number }>;
  /** In the order of creation. Empty for an unknown dataset. */
  records(datasetId: string, page: PageRequest): Promise<Page<DatasetRecord>>;
  /** @returns how many there were */
  deleteRecords(
    datasetId: string,
    recordIds: readonly string[],
    describe: UpsertRequest['describe'],
    now: number,
  ): Promise<number>;
  /** What is there already stays. @throws AssayError `dataset/not-found`, `experiment/not-found` */
  addExperiments(
    datasetId: string,
    experimentIds: readonly string[],
    now: number,
  ): Promise<EvaluationDataset>;
  /** What is not there is already removed. @throws AssayError `dataset/not-found` */
  removeExperiments(
    datasetId: string,
    experimentIds: readonly string[],
    now: number,
  ): Promise<EvaluationDataset>;
}
