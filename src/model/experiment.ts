// What an experiment is: a named group of runs. Not how it is stored or sent.
import type { LifecycleStage } from './lifecycle.ts';
import type { Tag } from './run.ts';

export interface Experiment {
  /** A decimal integer as text, as MLflow clients expect; "0" is the default experiment. */
  readonly experimentId: string;
  readonly name: string;
  readonly artifactLocation: string;
  readonly lifecycleStage: LifecycleStage;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: readonly Tag[];
}
