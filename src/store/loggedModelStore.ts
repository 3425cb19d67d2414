// What is asked of storage about logged models. Their metrics are written with the runs that measured them (RunStore.append).
import type { LoggedModel, LoggedModelStatus } from '../model/loggedModel.ts';
import type { Filter } from '../model/filter.ts';
import type { Param, Tag } from '../model/run.ts';
import type { Page, PageRequest } from './page.ts';

export interface NewLoggedModel {
  readonly modelId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  /** Where its artifacts go; called with where those of its experiment are. */
  readonly artifactUriOf: (experimentLocation: string) => string;
  /** Keys are different. */
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
  readonly now: number;
}

/** Measurements on one dataset; a null digest means any. */
export interface MeasuredOn {
  readonly name: string | null;
  readonly digest: string | null;
}

/** What to sort by. `measuredOn` narrows which points of a metric count; it is null for attributes. */
export interface LoggedModelOrder {
  readonly entity: 'attribute' | 'metric';
  readonly key: string;
  readonly descending: boolean;
  readonly measuredOn: MeasuredOn | null;
}

export interface LoggedModelSearch extends PageRequest {
  readonly experimentIds: readonly string[];
  readonly filter: Filter | null;
  /** Where not empty: metrics in the filter count only when measured on one of these, and models without such a metric are left out. */
  readonly datasets: readonly MeasuredOn[];
  readonly orderBy: readonly LoggedModelOrder[];
}

export interface LoggedModelStore {
  /** @throws AssayError `experiment/not-found`, `experiment/not-active` */
  create(model: NewLoggedModel): Promise<LoggedModel>;
  /** Deleted ones are not found. */
  get(modelId: string): Promise<LoggedModel | undefined>;
  /** @throws AssayError `logged-model/not-found` */
  setStatus(modelId: string, status: LoggedModelStatus, now: number): Promise<LoggedModel>;
  /** Also for a deleted model. Params never change; the same value again is nothing new. @throws AssayError `logged-model/not-found`, `logged-model/param-changed` */
  addParams(modelId: string, params: readonly Param[]): Promise<LoggedModel>;
  /** Also for a deleted model. @throws AssayError `logged-model/not-found` */
  setTags(modelId: string, tags: readonly Tag[]): Promise<LoggedModel>;
  /** @throws AssayError `logged-model/not-found`, `logged-model/tag-not-found` */
  deleteTag(modelId: string, key: string): Promise<LoggedModel>;
  /**
   * Deleting again changes nothing.
   *
   * @returns the experiment it belonged to
   * @throws AssayError `logged-model/not-found` when it never existed
   */
  delete(modelId: string, now: number): Promise<string>;
  /** Exact. Default order: creation descending, then id. Metrics match by any of their points; absent values sort last, NaN before them. */
  search(request: LoggedModelSearch): Promise<Page<LoggedModel>>;
}
