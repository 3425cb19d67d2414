// What an MLflow evaluation dataset is: a growing set of records that experiments share. Mutable; not a versioned golden dataset.
import type { Tag } from './run.ts';

/** A text that holds JSON, kept as it was written because numbers in it may exceed what a double holds. */
export type JsonText = string;

export interface EvaluationDataset {
  /** `d-` and 32 hexadecimal digits. */
  readonly datasetId: string;
  readonly name: string;
  /** In the order they were first set. A null value is a tag without one. */
  readonly tags: readonly NullableTag[];
  /** What the records look like; null while there were none. */
  readonly schema: JsonText | null;
  readonly profile: JsonText | null;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly createdTime: number;
  readonly lastUpdateTime: number;
  readonly createdBy: string | null;
  readonly lastUpdatedBy: string | null;
  readonly experimentIds: readonly string[];
}

export interface NullableTag extends Omit<Tag, 'value'> {
  readonly value: string | null;
}

export interface DatasetRecord {
  /** `dr-` and 32 hexadecimal digits. */
  readonly recordId: string;
  readonly inputs: JsonText;
  /** Null where none was ever given. */
  readonly outputs: JsonText | null;
  readonly expectations: JsonText | null;
  readonly tags: JsonText | null;
  readonly source: RecordSource | null;
  readonly createdTime: number;
  readonly lastUpdateTime: number;
  readonly createdBy: string | null;
  readonly lastUpdatedBy: string | null;
}

/** Where a record came from. */
export interface RecordSource {
  readonly sourceType: string;
  readonly sourceId: string | null;
  readonly sourceData: JsonText;
}
