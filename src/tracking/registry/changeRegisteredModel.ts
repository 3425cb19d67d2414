// Changes to a registered model that exists: its name, its description, its tags, its end.
import type { RegisteredModel } from '../../model/registeredModel.ts';
import type { Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { checkModelName, checkRegistryTag } from './checkRegistryNames.ts';
import { registryAct } from './registryAct.ts';

/** @throws AssayError `request/invalid-field`, `registry/model-not-found`, `registry/model-exists` */
export async function renameRegisteredModel(
  context: TrackingContext,
  name: string,
  newName: string,
): Promise<RegisteredModel> {
  checkModelName(newName, 'new_name');
  const renamed = await context.store.registry.renameModel(name, newName, registryAct(context));
  context.announce({ type: 'registered-model', name });
  context.announce({ type: 'registered-model', name: newName });
  return renamed;
}

/** @throws AssayError `registry/model-not-found` */
export async function describeRegisteredModel(
  context: TrackingContext,
  name: string,
  description: string | null,
): Promise<RegisteredModel> {
  const described = await context.store.registry.describeModel(name, description, context.now());
  context.announce({ type: 'registered-model', name });
  return described;
}

/** Its versions go with it; its history stays. @throws AssayError `registry/model-not-found` */
export async function deleteRegisteredModel(context: TrackingContext, name: string): Promise<void> {
  await context.store.registry.deleteModel(name, registryAct(context));
  context.announce({ type: 'registered-model', name });
}

/** @throws AssayError `request/invalid-field`, `registry/model-not-found` */
export async function setRegisteredModelTag(context: TrackingContext, name: string, tag: Tag): Promise<void> {
  checkRegistryTag(tag);
  await context.store.registry.setModelTag(name, tag);
  context.announce({ type: 'registered-model', name });
}

/** @throws AssayError `registry/model-not-found` */
export async function deleteRegisteredModelTag(
  context: TrackingContext,
  name: string,
  key: string,
): Promise<void> {
  await context.store.registry.deleteModelTag(name, key);
  context.announce({ type: 'registered-model', name });
}
