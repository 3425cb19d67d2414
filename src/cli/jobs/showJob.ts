// `assay jobs show`: everything about one job.
import type { WireJob } from 'assay-sdk/wireJobs';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { momentText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { labelled } from '../runs/show/section.ts';
import { jobPaint } from './jobPaint.ts';

/** @returns the exit code */
export async function showJob(context: CommandContext, jobId: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const job = await client.jobs.get(jobId);
    if (context.flags.json === true) sayJson(context, job);
    else say(context, jobLines(job, context));
    return exitCodes.pass;
  });
}

function jobLines(job: WireJob, context: CommandContext): readonly string[] {
  const { style } = context;
  const isAskedToStop = job.isCancelRequested && job.state === 'running';
  const rows: readonly (readonly [string, string])[] = [
    ['queued', `${momentText(job.createdAt)} by ${job.origin}`],
    ['tries', `${job.attempts} of ${job.mostAttempts}`],
    ['priority', String(job.priority)],
    ...(job.state === 'queued' ? [['not before', momentText(job.notBefore)] as const] : []),
    ...(job.startedAt === null ? [] : [['begun', momentText(job.startedAt)] as const]),
    ...(job.endedAt === null ? [] : [['ended', momentText(job.endedAt)] as const]),
    ...(job.leaseOwner === null || job.leaseUntil === null
      ? []
      : [['worker', `${job.leaseOwner}, until ${momentText(job.leaseUntil)}`] as const]),
    ...(isAskedToStop ? [['cancelled', 'it was asked to stop'] as const] : []),
    ...(job.lastError === null
      ? []
      : [['last error', `${job.lastError.code}: ${job.lastError.message}`] as const]),
    ...(job.progress === null ? [] : [['progress', JSON.stringify(job.progress)] as const]),
    ...(job.result === null ? [] : [['result', JSON.stringify(job.result)] as const]),
    ['payload', JSON.stringify(job.payload)],
  ];
  return [
    `${style.strong(visibleText(job.kind))} ${style.accent(visibleText(job.jobId))}  ${jobPaint(job.state, style)(job.state)}`,
    '',
    ...labelled(
      rows.map(([label, value]) => [label, visibleText(value)]),
      context,
    ),
  ];
}
