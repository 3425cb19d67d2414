// Runs made by hand in the prompt lab of MLflow's pages.
import { recordPromptTrial } from '../../../tracking/runs/recordPromptTrial.ts';
import { wireRun } from '../answer/wireRun.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { anything, integer, listOf, text } from '../request/fields.ts';
import { message } from '../request/message.ts';
import { invalidRequest } from '../request/refusals.ts';
import { tagList } from '../request/tagList.ts';

/** Values come as texts or numbers. */
const values = listOf(message({ key: text, value: anything }));

export const promptlabRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/runs/create-promptlab-run',
    isAjaxOnly: true,
    request: {
      experiment_id: text,
      prompt_template: text,
      prompt_parameters: values,
      model_route: text,
      model_input: text,
      mlflow_version: text,
      run_name: text,
      user_id: text,
      start_time: integer,
      tags: tagList,
      model_parameters: values,
      model_output: text,
      model_output_parameters: values,
    },
    async handle({ tracking }, request) {
      const trial = {
        experimentId: given('experiment_id', request.experiment_id),
        promptTemplate: given('prompt_template', request.prompt_template),
        promptParameters: given('prompt_parameters', request.prompt_parameters).map(pairOf),
        modelRoute: given('model_route', request.model_route),
        modelInput: given('model_input', request.model_input),
        name: request.run_name ?? '',
        userId: request.user_id ?? 'unknown',
        startTime: request.start_time,
        tags: request.tags,
        modelParameters: request.model_parameters.map(pairOf),
        modelOutput: request.model_output ?? '',
        outputParameters: request.model_output_parameters.map(pairOf),
      };
      given('mlflow_version', request.mlflow_version);
      return { run: wireRun(await recordPromptTrial(tracking, trial)) };
    },
  }),
];

function given<T extends { readonly length: number }>(name: string, value: T | undefined): T {
  if (value === undefined || value.length === 0) {
    throw invalidRequest(`CreatePromptlabRun request must specify ${name}.`);
  }
  return value;
}

function pairOf({ key = '', value }: { readonly key?: string | undefined; readonly value: unknown }): {
  readonly key: string;
  readonly value: string;
} {
  return { key, value: typeof value === 'string' ? value : JSON.stringify(value ?? '') };
}
