// The models that a run made: logged models with what their folders hold, and the registered versions that came of them.
import type { ArtifactEntry } from '../../model/artifact.ts';
import type { LoggedModel } from '../../model/loggedModel.ts';
import type { ModelVersion } from '../../model/registeredModel.ts';
import type { Int64 } from '../../model/int64.ts';
import { artifactRootOf } from '../artifacts/artifactRoot.ts';
import { listArtifacts } from '../artifacts/listArtifacts.ts';
import type { TrackingContext } from '../context.ts';
import { getRun } from './getRun.ts';

export interface ModelOfRun {
  readonly modelId: string;
  readonly step: Int64;
  /** Null when the model was deleted since. */
  readonly model: LoggedModel | null;
  /** What is at the top of its folder; empty when it lies where this server cannot look. */
  readonly files: readonly ArtifactEntry[];
}

export interface ModelsOfRun {
  readonly models: readonly ModelOfRun[];
  /** Registered from this run, newest first. */
  readonly versions: readonly ModelVersion[];
}

const mostFiles = 200;
const mostVersions = 100;

/** @throws AssayError `run/not-found` */
export async function modelsOfRun(context: TrackingContext, runId: string): Promise<ModelsOfRun> {
  const run = await getRun(context, runId);
  const models = await Promise.all(
    run.modelOutputs.map(async ({ modelId, step }): Promise<ModelOfRun> => {
      const model = (await context.store.loggedModels.get(modelId)) ?? null;
      return { modelId, step, model, files: model === null ? [] : await filesAt(context, model.artifactUri) };
    }),
  );
  const versions = await context.store.registry.searchVersions({
    filter: { kind: 'compare', field: { entity: 'attribute', key: 'run_id' }, op: '=', value: runId },
    orderBy: [],
    view: 'active',
    limit: mostVersions,
    after: null,
  });
  return { models, versions: versions.items };
}

async function filesAt(context: TrackingContext, uri: string): Promise<readonly ArtifactEntry[]> {
  // Only what Assay serves itself can be looked into.
  if (!uri.startsWith('mlflow-artifacts:')) return [];
  return (await listArtifacts(context, artifactRootOf(uri), { limit: mostFiles, after: null })).items;
}
