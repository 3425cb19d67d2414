// Finds a logged model, or refuses. Deleted ones are not found.
import { AssayError } from '../../model/errors.ts';
import type { LoggedModel } from '../../model/loggedModel.ts';
import type { TrackingContext } from '../context.ts';

/** @throws AssayError `logged-model/not-found` */
export async function getLoggedModel(context: TrackingContext, modelId: string): Promise<LoggedModel> {
  const model = await context.store.loggedModels.get(modelId);
  if (model === undefined) {
    throw new AssayError(
      'logged-model/not-found',
      `Logged model with ID '${modelId.slice(0, 200)}' not found.`,
      {
        modelId: modelId.slice(0, 200),
      },
    );
  }
  return model;
}
