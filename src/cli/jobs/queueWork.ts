// `assay jobs queue` and `assay jobs gate`: gives the server work to do later.
import type { WireJob } from 'assay-sdk/wireJobs';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { type Reach, withData } from '../reach/reachData.ts';
import { readPayload, readPolicy, type Tier } from './workFiles.ts';

export interface QueueFlags {
  readonly payload?: string;
  readonly priority?: number;
  readonly as?: string;
}

export interface QueueGateFlags {
  readonly tier?: Tier;
  readonly priority?: number;
  readonly force?: boolean;
  readonly as?: string;
}

/** @returns the exit code */
export async function queueJob(context: CommandContext, kind: string, flags: QueueFlags): Promise<number> {
  const payload = readPayload(flags.payload ?? '{}');
  const { priority, as: actor } = flags;
  return withData(context, async (reach) =>
    tell(context, reach, await reach.client.jobs.enqueue({ kind, payload, priority, actor })),
  );
}

/** @returns the exit code */
export async function queueGateRun(
  context: CommandContext,
  file: string,
  { tier, priority, force, as: actor }: QueueGateFlags,
): Promise<number> {
  const policy = await readPolicy(file);
  return withData(context, async (reach) =>
    tell(
      context,
      reach,
      await reach.client.jobs.queueGateRun({ policy, tier, priority, isForced: force, actor }),
    ),
  );
}

function tell(context: CommandContext, { isInProcess }: Reach, job: WireJob): number {
  if (context.flags.json === true) {
    sayJson(context, job);
    return exitCodes.pass;
  }
  say(context, [
    `Queued: ${job.kind} ${job.jobId}. See how it goes: npx assay jobs show ${job.jobId}`,
    ...(isInProcess ? ['No server has this data open: it is done once `assay serve` runs.'] : []),
  ]);
  return exitCodes.pass;
}
