// Registered models and versions as the MLflow wire spells them: version numbers are texts, what is empty is left out.
import type { ModelVersion, RegisteredModel } from '../../../model/registeredModel.ts';
import { filled } from '../answer/wireRun.ts';

export function wireRegisteredModel(model: RegisteredModel): object {
  return {
    name: model.name,
    creation_timestamp: model.creationTime,
    last_updated_timestamp: model.lastUpdateTime,
    ...(model.description === null ? {} : { description: model.description }),
    ...filled('latest_versions', model.latestVersions.map(wireModelVersion)),
    ...filled('tags', model.tags),
    ...filled(
      'aliases',
      model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })),
    ),
  };
}

export function wireModelVersion(version: ModelVersion): object {
  return {
    name: version.name,
    version: String(version.version),
    creation_timestamp: version.creationTime,
    last_updated_timestamp: version.lastUpdateTime,
    current_stage: version.stage,
    ...(version.description === null ? {} : { description: version.description }),
    source: version.source,
    run_id: version.runId ?? '',
    // Versions are made whole, never pending.
    status: 'READY',
    ...filled('tags', version.tags),
    run_link: version.runLink ?? '',
    ...filled('aliases', version.aliases),
    ...(version.modelId === null ? {} : { model_id: version.modelId }),
  };
}
