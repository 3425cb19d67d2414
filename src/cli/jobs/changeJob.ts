// `assay jobs cancel` and `assay jobs retry`.
import type { WireJob } from 'assay-sdk/wireJobs';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';

/** @returns the exit code */
export async function cancelJob(context: CommandContext, jobId: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const job = await client.jobs.cancel(jobId);
    tell(context, job, cancelText(job));
    return exitCodes.pass;
  });
}

/** @returns the exit code */
export async function retryJob(context: CommandContext, jobId: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const job = await client.jobs.retry(jobId);
    tell(context, job, `The job ${job.jobId} is queued afresh.`);
    return exitCodes.pass;
  });
}

function cancelText({ jobId, state }: WireJob): string {
  if (state === 'cancelled') return `The job ${jobId} is cancelled.`;
  if (state === 'running') return `The job ${jobId} is running and was asked to stop.`;
  return `The job ${jobId} had ended before: ${state}.`;
}

function tell(context: CommandContext, job: WireJob, text: string): void {
  if (context.flags.json === true) sayJson(context, job);
  else say(context, [visibleText(text)]);
}
