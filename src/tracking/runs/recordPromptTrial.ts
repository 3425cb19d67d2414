// Records one trial of a prompt, made by hand in MLflow's prompt lab, as a finished run: params, tags and a table with input and output.
import { Buffer } from 'node:buffer';
import type { Int64 } from '../../model/int64.ts';
import type { Param, Run, Tag } from '../../model/run.ts';
import { artifactRootOf, below } from '../artifacts/artifactRoot.ts';
import { storeArtifact } from '../artifacts/storeArtifact.ts';
import type { TrackingContext } from '../context.ts';
import { getExperiment } from '../experiments/getExperiment.ts';
import { checkBatch } from './checkBatch.ts';
import { getRun } from './getRun.ts';
import { logBatch } from './logBatch.ts';
import { startRun } from './startRun.ts';
import { updateRun } from './updateRun.ts';

export interface PromptTrial {
  readonly experimentId: string;
  readonly name: string;
  readonly userId: string;
  readonly startTime?: Int64 | undefined;
  readonly tags: readonly Tag[];
  readonly promptTemplate: string;
  readonly promptParameters: readonly Param[];
  /** The name of the model's route. */
  readonly modelRoute: string;
  readonly modelParameters: readonly Param[];
  readonly modelInput: string;
  readonly modelOutput: string;
  readonly outputParameters: readonly Param[];
}

const tableFile = 'eval_results_table.json';

/** @throws AssayError as starting a run and logging to it do, and `artifact/elsewhere`; the run does not exist then */
export async function recordPromptTrial(context: TrackingContext, trial: PromptTrial): Promise<Run> {
  const { experimentId, artifactLocation } = await getExperiment(context, trial.experimentId);
  const batch = {
    points: [],
    modelPoints: [],
    params: [
      ...trial.modelParameters,
      { key: 'model_route', value: trial.modelRoute },
      { key: 'prompt_template', value: trial.promptTemplate },
    ],
    tags: [
      { key: 'mlflow.loggedArtifacts', value: `[{"path": "${tableFile}", "type": "table"}]` },
      { key: 'mlflow.runSourceType', value: 'PROMPT_ENGINEERING' },
    ],
  };
  // Refused before the run exists, not in the middle.
  checkBatch(batch);
  artifactRootOf(artifactLocation);
  const { info } = await startRun(context, { ...trial, experimentId });
  await logBatch(context, info.runId, batch);
  await storeArtifact(context, below(artifactRootOf(info.artifactUri), tableFile), tableOf(trial));
  await updateRun(context, info.runId, { status: 'FINISHED', endTime: context.now() });
  return getRun(context, info.runId);
}

async function* tableOf(trial: PromptTrial): AsyncIterable<Uint8Array> {
  const cells = [
    ...trial.promptParameters,
    { key: 'prompt', value: trial.modelInput },
    { key: 'output', value: trial.modelOutput },
    ...trial.outputParameters,
  ];
  yield Buffer.from(
    JSON.stringify({ columns: cells.map(({ key }) => key), data: [cells.map(({ value }) => value)] }),
  );
}
