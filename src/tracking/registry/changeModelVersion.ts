// Changes to a model version that exists: its description, its stage, its tags, its end.
import type { ModelVersion } from '../../model/registeredModel.ts';
import type { Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { checkRegistryTag, versionNumberOf } from './checkRegistryNames.ts';
import { requireActiveStage, stageOf } from './checkStage.ts';
import { registryAct } from './registryAct.ts';

/** @throws AssayError `request/invalid-field`, `registry/version-not-found` */
export async function describeModelVersion(
  context: TrackingContext,
  name: string,
  version: string,
  description: string | null,
): Promise<ModelVersion> {
  const number = versionNumberOf(version);
  const described = await context.store.registry.describeVersion(name, number, description, context.now());
  context.announce({ type: 'registered-model', name });
  return described;
}

/**
 * @param archiveOthers moves the other versions of that stage to Archived
 * @throws AssayError `request/invalid-field`, `registry/version-not-found`
 */
export async function moveToStage(
  context: TrackingContext,
  name: string,
  version: string,
  asked: string,
  archiveOthers: boolean,
): Promise<ModelVersion> {
  const number = versionNumberOf(version);
  const stage = stageOf(asked);
  if (archiveOthers) requireActiveStage(stage);
  const moved = await context.store.registry.setStage(
    name,
    number,
    stage,
    archiveOthers,
    registryAct(context),
  );
  context.announce({ type: 'registered-model', name });
  return moved;
}

/** Its number is not given again. @throws AssayError `request/invalid-field`, `registry/version-not-found` */
export async function deleteModelVersion(
  context: TrackingContext,
  name: string,
  version: string,
): Promise<void> {
  await context.store.registry.deleteVersion(name, versionNumberOf(version), registryAct(context));
  context.announce({ type: 'registered-model', name });
}

/** @throws AssayError `request/invalid-field`, `registry/version-not-found` */
export async function setModelVersionTag(
  context: TrackingContext,
  name: string,
  version: string,
  tag: Tag,
): Promise<void> {
  checkRegistryTag(tag);
  await context.store.registry.setVersionTag(name, versionNumberOf(version), tag);
  context.announce({ type: 'registered-model', name });
}

/** @throws AssayError `request/invalid-field`, `registry/version-not-found` */
export async function deleteModelVersionTag(
  context: TrackingContext,
  name: string,
  version: string,
  key: string,
): Promise<void> {
  await context.store.registry.deleteVersionTag(name, versionNumberOf(version), key);
  context.announce({ type: 'registered-model', name });
}
