// Follows a `models:/…` source to what it stands for: a logged model, or another version and what that was made from.
import type { LoggedModel } from '../../model/loggedModel.ts';
import type { ModelVersion } from '../../model/registeredModel.ts';
import { getLoggedModel } from '../loggedModels/getLoggedModel.ts';
import type { TrackingContext } from '../context.ts';
import { checkSource, invalidSource } from './checkSource.ts';
import { isLatest } from './checkRegistryNames.ts';
import { getLatestVersions, getModelVersion, getVersionByAlias } from './getRegistered.ts';
import { stageOf } from './checkStage.ts';

export interface ResolvedSource {
  /** Where the files are. */
  readonly downloadUri: string;
  /** The run that made them, where the reference says so. */
  readonly runId: string | null;
  readonly loggedModel: LoggedModel | null;
}

export interface SourceQuestion {
  readonly source: string;
  readonly runId: string | null;
  readonly modelId: string | null;
}

/**
 * @throws AssayError `registry/invalid-source`, `registry/model-not-found`, `registry/version-not-found`, `registry/alias-not-found`,
 *   `logged-model/not-found`
 */
export async function resolveSource(
  context: TrackingContext,
  { source, runId, modelId }: SourceQuestion,
): Promise<ResolvedSource> {
  const run = runId === null ? undefined : await context.store.runs.info(runId);
  const named = modelId === null ? null : await getLoggedModel(context, modelId);
  checkSource(
    source,
    [run?.artifactUri, named?.artifactUri].filter((uri) => uri !== undefined),
  );
  const reference = /^models:\/{1,3}(.*)$/s.exec(source)?.[1];
  if (reference === undefined) return resolved(source, named);
  const loggedModelId = /^(m-[^/@]+)$/.exec(reference)?.[1];
  if (loggedModelId !== undefined) {
    const loggedModel = await getLoggedModel(context, loggedModelId);
    return resolved(loggedModel.artifactUri, named ?? loggedModel);
  }
  const version = await versionBehind(context, reference);
  if (version === undefined) {
    throw invalidSource(
      source,
      `Unable to fetch model from model URI source artifact location '${source.slice(0, 500)}'.`,
    );
  }
  return { downloadUri: version.downloadUri, runId: version.runId, loggedModel: named };
}

function resolved(downloadUri: string, loggedModel: LoggedModel | null): ResolvedSource {
  const runId = loggedModel === null || loggedModel.sourceRunId === '' ? null : loggedModel.sourceRunId;
  return { downloadUri, runId, loggedModel };
}

/** `name/version`, `name/stage`, `name/latest` or `name@alias`. */
async function versionBehind(context: TrackingContext, reference: string): Promise<ModelVersion | undefined> {
  const aliased = /^([^/@]+)@([^/@]+)$/.exec(reference);
  if (aliased !== null) return getVersionByAlias(context, aliased[1] ?? '', aliased[2] ?? '');
  const [, name, place] = /^([^/@]+)\/([^/@]+)$/.exec(reference) ?? [];
  if (name === undefined || place === undefined) return undefined;
  if (/^\d+$/.test(place)) return getModelVersion(context, name, place);
  if (isLatest(place)) return getVersionByAlias(context, name, place);
  const [inStage] = await getLatestVersions(context, name, [stageOf(place)]);
  return inStage;
}
