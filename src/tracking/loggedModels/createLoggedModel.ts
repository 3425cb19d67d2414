// Records that a model is being made in an experiment; its files follow, then its status.
import type { LoggedModel } from '../../model/loggedModel.ts';
import type { Param, Tag } from '../../model/run.ts';
import { randomHex, type TrackingContext } from '../context.ts';
import { artifactUriBelow } from '../experiments/artifactLocation.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { generateRunName } from '../runs/generateRunName.ts';
import { checkLoggedModelName, checkLoggedModelParams, checkLoggedModelTags } from './checkLoggedModel.ts';

export interface LoggedModelRequest {
  readonly experimentId: string;
  /** Empty: a name is made up. */
  readonly name: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
}

/** @throws AssayError `request/invalid-field`, `experiment/not-found`, `experiment/not-active` */
export async function createLoggedModel(
  context: TrackingContext,
  request: LoggedModelRequest,
): Promise<LoggedModel> {
  const name = request.name === '' ? generateRunName(context) : request.name;
  checkLoggedModelName(name);
  checkLoggedModelParams(request.params);
  checkLoggedModelTags(request.tags);
  const modelId = `m-${randomHex(context, 16)}`;
  const model = await context.store.loggedModels.create({
    modelId,
    experimentId: experimentIdOf(request.experimentId),
    name,
    modelType: request.modelType,
    sourceRunId: request.sourceRunId,
    artifactUriOf: (location) => artifactUriBelow(location, 'models', modelId, 'artifacts'),
    params: request.params,
    tags: request.tags,
    now: context.now(),
  });
  context.announce({ type: 'logged-model', experimentId: model.experimentId, modelId });
  return model;
}
