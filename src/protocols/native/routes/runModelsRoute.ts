// The route of the models that a run made.
import { z } from 'zod';
import { toWireInt64 } from 'assay-sdk/wire';
import type { WireRunModels } from 'assay-sdk/wireModels';
import { modelsOfRun } from '../../../tracking/runs/modelsOfRun.ts';
import { route } from '../route.ts';
import { artifactOut } from '../schemas/artifacts.ts';
import { runPath } from '../schemas/runs.ts';
import { int64Out } from '../schemas/values.ts';

const runModels = z
  .object({
    models: z.array(
      z
        .object({
          modelId: z.string(),
          step: int64Out,
          name: z.string().nullable().meta({ description: 'Null when the model was deleted since.' }),
          modelType: z.string().nullable(),
          status: z.enum(['UNSPECIFIED', 'PENDING', 'READY', 'FAILED']).nullable(),
          artifactUri: z.string().nullable(),
          files: z.array(artifactOut).meta({
            description:
              'What is at the top of its folder; empty when it lies where this server cannot look.',
          }),
        })
        .meta({ id: 'RunModel' }),
    ),
    versions: z
      .array(
        z
          .object({
            name: z.string(),
            version: z.int(),
            modelId: z.string().nullable(),
            stage: z.enum(['None', 'Staging', 'Production', 'Archived']),
            aliases: z.array(z.string()),
          })
          .meta({ id: 'RunModelVersion' }),
      )
      .meta({ description: 'Registered from this run, newest first.' }),
  })
  .meta({ id: 'RunModels' }) satisfies z.ZodType<WireRunModels>;

const modelId = 'm-90c34f2a9c0e8b7d4c5f9a1e3b6d8c0f';

export const runModelsRoute = route({
  method: 'GET',
  path: '/runs/{runId}/models',
  id: 'getRunModels',
  group: 'models',
  summary: 'The models that a run made',
  description:
    'Logged models with what their folders hold, and the registered versions that came of the run.',
  params: runPath,
  answer: {
    status: 200,
    description: 'The models',
    content: [
      {
        type: 'application/json',
        schema: runModels,
        example: {
          models: [
            {
              modelId,
              step: 0,
              name: 'forest',
              modelType: '',
              status: 'READY',
              artifactUri: `mlflow-artifacts:/1/models/${modelId}/artifacts`,
              files: [{ path: 'MLmodel', isDirectory: false, size: 812 }],
            },
          ],
          versions: [{ name: 'churn', version: 3, modelId, stage: 'None', aliases: ['champion'] }],
        },
      },
    ],
  },
  errors: ['run/not-found'],
  async handle({ params }, { tracking }): Promise<WireRunModels> {
    const { models, versions } = await modelsOfRun(tracking, params.runId);
    return {
      models: models.map(({ modelId: id, step, model, files }) => ({
        modelId: id,
        step: toWireInt64(step),
        name: model?.name ?? null,
        modelType: model?.modelType ?? null,
        status: model?.status ?? null,
        artifactUri: model?.artifactUri ?? null,
        files: files.map(({ name, size }) => ({ path: name, isDirectory: size === null, size })),
      })),
      versions: versions.map(({ name, version, modelId: id, stage, aliases }) => ({
        name,
        version,
        modelId: id,
        stage,
        aliases,
      })),
    };
  },
});
