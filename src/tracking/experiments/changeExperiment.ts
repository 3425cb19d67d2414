// Changes to an experiment that exists: its name, its tags, its life cycle.
import type { LifecycleStage } from '../../model/lifecycle.ts';
import type { Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { checkExperimentName, checkExperimentTag } from './checkExperiment.ts';
import { experimentIdOf } from './experimentIdOf.ts';
import { getExperiment, noSuchExperiment } from './getExperiment.ts';

/** @throws AssayError `experiment/not-found`, `experiment/not-active`, `experiment/exists`, `request/invalid-field` */
export async function renameExperiment(context: TrackingContext, asked: string, name: string): Promise<void> {
  const experimentId = experimentIdOf(asked);
  checkExperimentName(name);
  await context.store.experiments.rename(experimentId, name, context.now());
  context.announce({ type: 'experiment', experimentId });
}

/** Its runs go with it. @throws AssayError `experiment/not-found`, also when it is deleted already */
export async function deleteExperiment(context: TrackingContext, asked: string): Promise<void> {
  await setStage(context, asked, 'deleted');
}

/** Its runs come back with it. @throws AssayError `experiment/not-found`, also when it is not deleted */
export async function restoreExperiment(context: TrackingContext, asked: string): Promise<void> {
  await setStage(context, asked, 'active');
}

/** @throws AssayError `experiment/not-found`, `experiment/not-active`, `request/invalid-field` */
export async function setExperimentTag(context: TrackingContext, asked: string, tag: Tag): Promise<void> {
  const experimentId = experimentIdOf(asked);
  checkExperimentTag(tag);
  await context.store.experiments.setTag(experimentId, tag, context.now());
  context.announce({ type: 'experiment', experimentId });
}

/** @throws AssayError `experiment/not-found`, `experiment/not-active`, `experiment/tag-not-found` */
export async function deleteExperimentTag(
  context: TrackingContext,
  asked: string,
  key: string,
): Promise<void> {
  const experimentId = experimentIdOf(asked);
  await context.store.experiments.deleteTag(experimentId, key, context.now());
  context.announce({ type: 'experiment', experimentId });
}

async function setStage(context: TrackingContext, asked: string, stage: LifecycleStage): Promise<void> {
  const { experimentId, lifecycleStage } = await getExperiment(context, asked);
  if (lifecycleStage === stage) throw noSuchExperiment(experimentId);
  await context.store.experiments.setLifecycle(experimentId, stage, context.now());
  context.announce({ type: 'experiment', experimentId });
}
