// What is asked of storage about experiments.
import type { Experiment } from '../model/experiment.ts';
import type { LifecycleStage } from '../model/lifecycle.ts';
import type { Tag } from '../model/run.ts';
import type { Page, SearchRequest } from './page.ts';

export interface NewExperiment {
  readonly name: string;
  /** Where artifacts go; called with the id that the store gives. */
  readonly artifactLocationOf: (experimentId: string) => string;
  readonly tags: readonly Tag[];
  readonly now: number;
}

export interface ExperimentStore {
  /** @throws AssayError `experiment/exists` when the name is taken, also by a deleted one */
  create(experiment: NewExperiment): Promise<Experiment>;
  /** Deleted ones are found too. */
  get(experimentId: string): Promise<Experiment | undefined>;
  /** Deleted ones are found too. */
  byName(name: string): Promise<Experiment | undefined>;
  /** Exact. Default order: last update descending, then id descending. */
  search(request: SearchRequest): Promise<Page<Experiment>>;
  /** @throws AssayError `experiment/not-found`, `experiment/not-active`, `experiment/exists` */
  rename(experimentId: string, name: string, now: number): Promise<void>;
  /** Takes the experiment's runs along, in the same transaction. @throws AssayError `experiment/not-found` */
  setLifecycle(experimentId: string, stage: LifecycleStage, now: number): Promise<void>;
  /** @throws AssayError `experiment/not-found`, `experiment/not-active` */
  setTag(experimentId: string, tag: Tag, now: number): Promise<void>;
  /** @throws AssayError `experiment/not-found`, `experiment/not-active`, `experiment/tag-not-found` */
  deleteTag(experimentId: string, key: string, now: number): Promise<void>;
}
