// `assay jobs list`: a table of jobs, newest first, and how the queue stands.
import type { WireJob, WireJobState } from 'assay-sdk/wireJobs';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText, momentText, spanText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { jobPaint } from './jobPaint.ts';

export interface ListJobsFlags {
  readonly state?: WireJobState;
  readonly kind?: string;
  readonly limit?: number;
  readonly after?: string;
}

/** @returns the exit code */
export async function listJobs(context: CommandContext, flags: ListJobsFlags): Promise<number> {
  const { state, kind, limit = 20, after } = flags;
  return withData(context, async ({ client, isInProcess }) => {
    const page = await client.jobs.list({ state, kind, limit, cursor: after });
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, ['No jobs match.']);
      return exitCodes.pass;
    }
    say(
      context,
      tableLines(
        [
          { title: 'ID' },
          { title: 'STATE' },
          { title: 'KIND', least: 8 },
          { title: 'ABOUT', least: 12 },
          { title: 'FROM', least: 8 },
          { title: 'TRIES', align: 'right' },
          { title: 'QUEUED', align: 'right' },
          { title: 'WHAT', least: 20 },
        ],
        page.items.map((job): Cell[] => [
          { text: visibleText(job.jobId), paint: style.accent },
          { text: job.state, paint: jobPaint(job.state, style) },
          visibleText(job.kind),
          visibleText(aboutOf(job)),
          visibleText(job.origin),
          `${job.attempts}/${job.mostAttempts}`,
          agoText(job.createdAt, now()),
          { text: visibleText(standing(job, now())), paint: style.quiet },
        ]),
        { indent: 0, width, titles: style.quiet },
      ),
    );
    const { counts, oldestWaitMs } = await client.jobs.figures();
    const waits = oldestWaitMs === null ? '' : `, the oldest for ${spanText(oldestWaitMs)}`;
    say(context, [
      '',
      style.quiet(`${counts.queued} queued${waits} · ${counts.running} running · ${counts.dead} dead`),
      ...(isInProcess && counts.queued > 0
        ? [style.quiet('No server has this data open: what is queued waits for `assay serve`.')]
        : []),
    ]);
    if (page.next !== null) {
      say(context, [style.quiet(`${countText(page.items.length, 'job')} shown; more: --after ${page.next}`)]);
    }
    return exitCodes.pass;
  });
}

/** In a few words, where the payload is of a kind that is known. */
export function aboutOf({ payload }: WireJob): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return '';
  const { dataset, policy } = payload as { readonly dataset?: unknown; readonly policy?: unknown };
  if (typeof policy === 'string') {
    return /^component:\s*(?:\{[^}]*\bname:\s*)?["']?([^\s,"'}]+)/m.exec(policy)?.[1] ?? '';
  }
  return typeof dataset === 'string' ? dataset : '';
}

/** What became of it, or how far it is. */
function standing({ state, lastError, result, progress, notBefore }: WireJob, now: number): string {
  if (state === 'done') return told(result, ['verdict', 'status', 'gateRunId']);
  if (state === 'running') return told(progress, ['done', 'total']).replace(' ', ' of ');
  const waits = state === 'queued' && notBefore > now ? `not before ${momentText(notBefore)}` : '';
  return [waits, lastError?.message ?? ''].filter((part) => part !== '').join(': ');
}

function told(value: unknown, keys: readonly string[]): string {
  if (typeof value !== 'object' || value === null) return '';
  return keys
    .flatMap((key) => {
      const part: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
      return typeof part === 'string' || typeof part === 'number' ? [String(part)] : [];
    })
    .join(' ');
}
