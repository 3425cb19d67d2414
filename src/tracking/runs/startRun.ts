// Starts a run.
import type { Int64 } from '../../model/int64.ts';
import type { Run, Tag } from '../../model/run.ts';
import { type TrackingContext, randomHex } from '../context.ts';
import { artifactUriBelow } from '../experiments/artifactLocation.ts';
import { getExperiment } from '../experiments/getExperiment.ts';
import { cutTo, limits, requireLength } from '../limits.ts';
import { checkRunName } from './checkRunName.ts';
import { generateRunName } from './generateRunName.ts';
import { runNameTag } from './runTags.ts';

export interface RunRequest {
  /** Chosen by the client; undefined: random. */
  readonly runId?: string | undefined;
  /** Empty: the default experiment. */
  readonly experimentId: string;
  /** Empty: the name in the tags, or else a generated one. */
  readonly name: string;
  readonly userId: string;
  /** Undefined: now. */
  readonly startTime?: Int64 | undefined;
  readonly tags: readonly Tag[];
}

/**
 * @throws AssayError `experiment/not-found`, `experiment/not-active`, `request/invalid-field` when name and name tag disagree
 */
export async function startRun(context: TrackingContext, request: RunRequest): Promise<Run> {
  const experiment = await getExperiment(context, request.experimentId);
  // Keys are not held to the rule for tags set later: clients log what their environment gives them here.
  for (const { key } of request.tags) requireLength('key', key, limits.key);
  const tags = request.tags.map(({ key, value }) => ({ key, value: cutTo(value, limits.runTagValue) }));
  const name = checkRunName({ name: request.name, tags }) ?? generateRunName(context);
  const runId = request.runId ?? randomHex(context, 16);
  const run = await context.store.runs.create({
    runId,
    experimentId: experiment.experimentId,
    name,
    userId: request.userId,
    status: 'RUNNING',
    startTime: request.startTime ?? context.now(),
    artifactUri: artifactUriBelow(experiment.artifactLocation, runId, 'artifacts'),
    tags: [...tags.filter((tag) => tag.key !== runNameTag), { key: runNameTag, value: name }],
  });
  context.announce({ type: 'run', experimentId: experiment.experimentId, runId });
  return run;
}
