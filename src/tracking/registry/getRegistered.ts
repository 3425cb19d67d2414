// Finds registered models and versions, or refuses.
import { AssayError } from '../../model/errors.ts';
import type { ModelVersion, RegisteredModel } from '../../model/registeredModel.ts';
import type { TrackingContext } from '../context.ts';
import { isLatest, versionNumberOf } from './checkRegistryNames.ts';
import { stageOf } from './checkStage.ts';

/** @throws AssayError `registry/model-not-found` */
export async function getRegisteredModel(context: TrackingContext, name: string): Promise<RegisteredModel> {
  const model = await context.store.registry.model(name);
  if (model === undefined) {
    throw new AssayError('registry/model-not-found', `Registered Model with name=${name} not found`, {
      name,
    });
  }
  return model;
}

/** @throws AssayError `registry/version-not-found`, `request/invalid-field` when the version is no integer */
export async function getModelVersion(
  context: TrackingContext,
  name: string,
  version: string,
): Promise<ModelVersion> {
  const found = await context.store.registry.version(name, versionNumberOf(version));
  if (found === undefined) {
    throw new AssayError(
      'registry/version-not-found',
      `Model Version (name=${name}, version=${version}) not found`,
      { name, version },
    );
  }
  return found;
}

/** The alias `latest` is the newest version. @throws AssayError `registry/model-not-found`, `registry/alias-not-found` */
export async function getVersionByAlias(
  context: TrackingContext,
  name: string,
  alias: string,
): Promise<ModelVersion> {
  const { registry } = context.store;
  const found = isLatest(alias)
    ? await registry.newestVersion(name)
    : await registry.versionByAlias(name, alias);
  if (found === undefined) {
    throw new AssayError('registry/alias-not-found', `Registered model alias ${alias} not found.`, {
      name,
      alias,
    });
  }
  return found;
}

/**
 * The newest version in each of these stages; in every stage when none is named.
 *
 * @throws AssayError `registry/model-not-found`, `request/invalid-field` for an unknown stage
 */
export async function getLatestVersions(
  context: TrackingContext,
  name: string,
  stages: readonly string[],
): Promise<readonly ModelVersion[]> {
  const wanted = stages.map(stageOf);
  const { latestVersions } = await getRegisteredModel(context, name);
  return wanted.length === 0 ? latestVersions : latestVersions.filter(({ stage }) => wanted.includes(stage));
}
