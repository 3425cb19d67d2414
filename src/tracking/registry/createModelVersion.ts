// Adds a version to a registered model, or to a prompt.
import type { ModelVersion } from '../../model/registeredModel.ts';
import type { Tag } from '../../model/run.ts';
import type { LoggedModelRegistration } from '../../store/registryStore.ts';
import type { TrackingContext } from '../context.ts';
import { checkPromptSource } from './checkSource.ts';
import { checkModelName, checkRegistryTag } from './checkRegistryNames.ts';
import { isPrompt } from './createRegisteredModel.ts';
import { registryAct } from './registryAct.ts';
import { type ResolvedSource, resolveSource } from './resolveSource.ts';

export interface VersionRequest {
  readonly name: string;
  readonly source: string;
  readonly runId: string | null;
  readonly runLink: string | null;
  readonly description: string | null;
  /** The logged model that becomes a version. */
  readonly modelId: string | null;
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
}

/**
 * @throws AssayError `request/invalid-field`, `registry/model-not-found`, `registry/invalid-source`, and what is said of a
 *   `models:/…` source that leads nowhere
 */
export async function createModelVersion(
  context: TrackingContext,
  request: VersionRequest,
): Promise<ModelVersion> {
  const { name, source, tags } = request;
  checkModelName(name);
  for (const tag of tags) checkRegistryTag(tag);
  const resolved = isPrompt(tags) ? promptSource(source) : await resolveSource(context, request);
  const { loggedModel } = resolved;
  const created = await context.store.registry.createVersion(
    {
      name,
      source,
      downloadUri: resolved.downloadUri,
      runId: request.runId ?? resolved.runId,
      runLink: request.runLink,
      description: request.description,
      tags,
      loggedModel: loggedModel === null ? null : registrationOf(loggedModel.modelId, name),
    },
    registryAct(context),
  );
  context.announce({ type: 'registered-model', name });
  if (loggedModel !== null) {
    const { experimentId, modelId } = loggedModel;
    context.announce({ type: 'logged-model', experimentId, modelId });
  }
  return created;
}

function promptSource(source: string): ResolvedSource {
  checkPromptSource(source);
  return { downloadUri: source, runId: null, loggedModel: null };
}

/** The logged model lists its registrations in a tag, spaced as Python's json spells it: clients compare the text. */
function registrationOf(modelId: string, name: string): LoggedModelRegistration {
  return {
    modelId,
    tagKey: 'mlflow.modelVersions',
    tagValue(current, version) {
      const entry = `{"name": ${JSON.stringify(name)}, "version": ${version}}`;
      const earlier = /^\[(.+)\]$/s.exec(current?.trim() ?? '')?.[1];
      return earlier === undefined ? `[${entry}]` : `[${earlier}, ${entry}]`;
    },
  };
}
