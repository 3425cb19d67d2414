// Appends a model to the run's history tag, as clients before logged models do. Not a logged model.
import type { TrackingContext } from '../context.ts';
import { refuse } from '../refuse.ts';
import { announceRun } from './announceRun.ts';
import { getRun } from './getRun.ts';

const historyTag = 'mlflow.log-model.history';
const mandatory = ['artifact_path', 'flavors', 'run_id', 'utc_time_created'] as const;

/** @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active` */
export async function recordModel(context: TrackingContext, runId: string, modelJson: string): Promise<void> {
  const model = parseModel(modelJson);
  const missing = mandatory.filter((name) => !Object.hasOwn(model, name));
  if (missing.length > 0) {
    throw refuse(
      `Model json is missing mandatory fields: {${missing.map((name) => `'${name}'`).join(', ')}}`,
    );
  }
  const { tags } = await getRun(context, runId);
  const history = tags.find((tag) => tag.key === historyTag);
  // Longer than other tags may be: cut JSON would be no history at all.
  const value = JSON.stringify([...(history === undefined ? [] : modelsIn(history.value)), model]);
  await context.store.runs.append(runId, {
    points: [],
    modelPoints: [],
    params: [],
    tags: [{ key: historyTag, value }],
    name: null,
  });
  await announceRun(context, runId);
}

function modelsIn(history: string): readonly unknown[] {
  let models: unknown;
  try {
    models = JSON.parse(history);
  } catch {
    models = null;
  }
  if (!Array.isArray(models))
    throw refuse(`The tag ${historyTag} of this run does not hold a JSON list of models.`);
  return models;
}

function parseModel(text: string): object {
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch {
    throw malformed(text);
  }
  if (typeof model !== 'object' || model === null || Array.isArray(model)) throw malformed(text);
  return model;
}

function malformed(text: string): Error {
  return refuse(`Malformed model info. \n ${text.slice(0, 1000)} \n is not a valid JSON.`);
}
