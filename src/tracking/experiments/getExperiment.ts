// Finds an experiment by id or name, deleted ones too.
import { AssayError } from '../../model/errors.ts';
import type { Experiment } from '../../model/experiment.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from './experimentIdOf.ts';

/** @throws AssayError `experiment/not-found`, `request/invalid-field` when the id is no integer */
export async function getExperiment(context: TrackingContext, asked: string): Promise<Experiment> {
  const experimentId = experimentIdOf(asked);
  const experiment = await context.store.experiments.get(experimentId);
  if (experiment === undefined) throw noSuchExperiment(experimentId);
  return experiment;
}

/** @throws AssayError `experiment/not-found` */
export async function getExperimentByName(context: TrackingContext, name: string): Promise<Experiment> {
  const experiment = await context.store.experiments.byName(name);
  if (experiment === undefined) {
    throw new AssayError('experiment/not-found', `Could not find experiment with name '${name}'`, { name });
  }
  return experiment;
}

export function noSuchExperiment(experimentId: string): AssayError {
  return new AssayError('experiment/not-found', `No Experiment with id=${experimentId} exists`, {
    experimentId,
  });
}
