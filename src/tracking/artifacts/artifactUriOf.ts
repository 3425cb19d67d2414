// Where the artifacts of what people name lie: a run, a logged model, a model version. Not what is there.
import { AssayError } from '../../model/errors.ts';
import type { TrackingContext } from '../context.ts';
import { refuse } from '../refuse.ts';

/** @throws AssayError `run/not-found` */
export async function artifactUriOfRun({ store }: TrackingContext, runId: string): Promise<string> {
  const run = await store.runs.info(runId);
  if (run === undefined) throw new AssayError('run/not-found', `Run with id=${runId} not found`, { runId });
  return run.artifactUri;
}

/** @throws AssayError `logged-model/not-found` */
export async function artifactUriOfLoggedModel({ store }: TrackingContext, modelId: string): Promise<string> {
  const model = await store.loggedModels.get(modelId);
  if (model === undefined) {
    throw new AssayError('logged-model/not-found', `Logged model with ID '${modelId}' not found.`, {
      modelId,
    });
  }
  return model.artifactUri;
}

/** @throws AssayError `registry/version-not-found`, `request/invalid-field` when the version is no number */
export async function artifactUriOfModelVersion(
  { store }: TrackingContext,
  name: string,
  asked: string,
): Promise<string> {
  if (!/^\d{1,15}$/.test(asked))
    throw refuse(`Parameter 'version' must be an integer, got '${asked.slice(0, 100)}'.`);
  const version = await store.registry.version(name, Number(asked));
  if (version === undefined) {
    throw new AssayError(
      'registry/version-not-found',
      `Model Version (name=${name}, version=${asked}) not found`,
      {
        name,
        version: asked,
      },
    );
  }
  return version.downloadUri;
}
