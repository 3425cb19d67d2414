// The experiment of a name, made when there is none. For clients that know names only.
import { AssayError } from '../../model/errors.ts';
import type { Experiment } from '../../model/experiment.ts';
import type { TrackingContext } from '../context.ts';
import { createExperiment } from './createExperiment.ts';

/** Deleted ones are found too. @throws AssayError `request/invalid-field` when it cannot be a name */
export async function experimentNamed(context: TrackingContext, name: string): Promise<Experiment> {
  const found = await context.store.experiments.byName(name);
  if (found !== undefined) return found;
  try {
    return await createExperiment(context, { name, tags: [] });
  } catch (error) {
    // Another client made it at the same moment.
    const meanwhile = await context.store.experiments.byName(name);
    if (!(error instanceof AssayError && error.code === 'experiment/exists') || meanwhile === undefined)
      throw error;
    return meanwhile;
  }
}
