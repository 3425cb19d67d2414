// Makes an experiment.
import type { Experiment } from '../../model/experiment.ts';
import type { Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { artifactLocationOf } from './artifactLocation.ts';
import { checkExperimentName, checkExperimentTag } from './checkExperiment.ts';

export interface ExperimentRequest {
  readonly name: string;
  /** Undefined or empty: under the server's own root. */
  readonly artifactLocation?: string | undefined;
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
}

/** @throws AssayError `request/invalid-field`, `experiment/exists` (names stay taken by deleted experiments) */
export async function createExperiment(
  context: TrackingContext,
  { name, artifactLocation, tags }: ExperimentRequest,
): Promise<Experiment> {
  checkExperimentName(name);
  for (const tag of tags) checkExperimentTag(tag);
  const asked =
    artifactLocation === undefined || artifactLocation === '' ? null : artifactLocationOf(artifactLocation);
  const experiment = await context.store.experiments.create({
    name,
    artifactLocationOf: (id) => asked ?? `${context.artifactRoot}/${id}`,
    tags,
    now: context.now(),
  });
  context.announce({ type: 'experiment', experimentId: experiment.experimentId });
  return experiment;
}
