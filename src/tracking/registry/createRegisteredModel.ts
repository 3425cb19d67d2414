// Registers a model, or a prompt, under a name of its own.
import { AssayError } from '../../model/errors.ts';
import type { RegisteredModel } from '../../model/registeredModel.ts';
import type { Tag } from '../../model/run.ts';
import type { NewRegisteredModel } from '../../store/registryStore.ts';
import type { TrackingContext } from '../context.ts';
import { promptTag } from '../search/promptVisibility.ts';
import { checkModelName, checkRegistryTag } from './checkRegistryNames.ts';
import { registryAct } from './registryAct.ts';

/** @throws AssayError `request/invalid-field`, `registry/model-exists` */
export async function createRegisteredModel(
  context: TrackingContext,
  model: NewRegisteredModel,
): Promise<RegisteredModel> {
  checkModelName(model.name);
  for (const tag of model.tags) checkRegistryTag(tag);
  // The store refuses a taken name by itself; this says what took it.
  const holder = await context.store.registry.model(model.name);
  if (holder !== undefined) throw nameTaken(model.name, isPrompt(model.tags), isPrompt(holder.tags));
  const created = await context.store.registry.createModel(model, registryAct(context));
  context.announce({ type: 'registered-model', name: created.name });
  return created;
}

/** Whether these tags make a registered model, or a version, a prompt. */
export function isPrompt(tags: readonly Tag[]): boolean {
  return tags.some(({ key, value }) => key === promptTag && value.toLowerCase() === 'true');
}

function nameTaken(name: string, isNewPrompt: boolean, isOldPrompt: boolean): AssayError {
  const kind = (prompt: boolean): string => (prompt ? 'prompt' : 'registered model');
  const message =
    isNewPrompt === isOldPrompt
      ? `${isOldPrompt ? 'Prompt' : 'Registered Model'} (name=${name}) already exists.`
      : `Tried to create a ${kind(isNewPrompt)} with name '${name}', but the name is already taken by a ${kind(isOldPrompt)}. MLflow does not allow creating a model and a prompt with the same name.`;
  return new AssayError('registry/model-exists', message, { name });
}
