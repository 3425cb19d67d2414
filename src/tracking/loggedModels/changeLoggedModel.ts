// Changes to a logged model that exists: its status, params, tags, its end.
import type { LoggedModel, LoggedModelStatus } from '../../model/loggedModel.ts';
import type { Param, Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { checkLoggedModelParams, checkLoggedModelTags } from './checkLoggedModel.ts';

/** @throws AssayError `logged-model/not-found` */
export async function finalizeLoggedModel(
  context: TrackingContext,
  modelId: string,
  status: LoggedModelStatus,
): Promise<LoggedModel> {
  return announced(context, await context.store.loggedModels.setStatus(modelId, status, context.now()));
}

/** @throws AssayError `request/invalid-field`, `logged-model/not-found`, `logged-model/param-changed` */
export async function logModelParams(
  context: TrackingContext,
  modelId: string,
  params: readonly Param[],
): Promise<void> {
  checkLoggedModelParams(params);
  announced(context, await context.store.loggedModels.addParams(modelId, params));
}

/** @throws AssayError `request/invalid-field`, `logged-model/not-found` */
export async function setLoggedModelTags(
  context: TrackingContext,
  modelId: string,
  tags: readonly Tag[],
): Promise<LoggedModel> {
  checkLoggedModelTags(tags);
  return announced(context, await context.store.loggedModels.setTags(modelId, tags));
}

/** @throws AssayError `logged-model/not-found`, `logged-model/tag-not-found` */
export async function deleteLoggedModelTag(
  context: TrackingContext,
  modelId: string,
  key: string,
): Promise<void> {
  announced(context, await context.store.loggedModels.deleteTag(modelId, key));
}

/** Its files stay. Deleting again changes nothing. @throws AssayError `logged-model/not-found` */
export async function deleteLoggedModel(context: TrackingContext, modelId: string): Promise<void> {
  const experimentId = await context.store.loggedModels.delete(modelId, context.now());
  context.announce({ type: 'logged-model', experimentId, modelId });
}

function announced(context: TrackingContext, model: LoggedModel): LoggedModel {
  context.announce({ type: 'logged-model', experimentId: model.experimentId, modelId: model.modelId });
  return model;
}
