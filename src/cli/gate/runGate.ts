// `assay gate`: judges a candidate against its baseline, prints what came of it, and answers with the exit code of the verdict.
import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import type { GateFile } from '../../gate/policy/gateFile.ts';
import type { GateReport } from '../../gate/reports/gateReport.ts';
import { gateOutcome } from '../../gate/reports/gateOutcome.ts';
import { shownNotObeyed } from '../../gate/reports/shownNotObeyed.ts';
import { terminalReport } from '../../gate/reports/terminalReport.ts';
import { type GateOutcome, runGate as carryOut } from '../../gate/run/runGate.ts';
import { problemAnnotations } from '../../gate/reports/problemAnnotations.ts';
import { AssayError } from '../../model/errors.ts';
import type { Tier } from '../../model/gatePolicy.ts';
import { type CommandContext, say } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { bringForGate } from '../datasets/bringForGate.ts';
import { tellLooks } from '../datasets/tellLooks.ts';
import { gateOrigin } from './gateOrigin.ts';
import { gateProgress } from './gateProgress.ts';
import { keepHeapSmall } from './keepHeapSmall.ts';
import { openGate, type OpenGate } from './openGate.ts';
import { readGate } from './readGate.ts';
import { repositoryPath } from './repositoryPath.ts';
import { reportPrinter } from './reportPrinter.ts';
import { tellCi } from './tellCi.ts';
import type { ReportTarget } from './reportTarget.ts';
import { writeReports } from './writeReports.ts';

export interface RunGateFlags {
  readonly tier?: Tier;
  readonly report?: readonly ReportTarget[];
  readonly comment?: boolean;
  readonly force?: boolean;
  readonly cache?: boolean;
  readonly quiet?: boolean;
}

/** @returns 0 PASS, 1 FAIL, 2 INCONCLUSIVE, 4 could not be carried out */
export async function runGate(
  context: CommandContext,
  path: string | undefined,
  flags: RunGateFlags,
): Promise<number> {
  keepHeapSmall();
  const file = await readGate(path).catch((cause: unknown) => {
    markProblems(context, cause);
    throw cause;
  });
  const open = await openGate(context, file.component.name);
  try {
    const outcome = await carriedOut(context, open, file, flags);
    const url = await recorded(open, outcome);
    const report: GateReport = {
      run: outcome.run,
      examples: outcome.results,
      url,
      next: nextSteps(outcome, file),
    };
    if (context.flags.json === true) {
      const { jsonReport } = await import('../../gate/reports/jsonReport.ts');
      context.out.write(jsonReport(report));
    } else if (flags.quiet !== true) {
      for (const warning of outcome.warnings) context.err.write(`note   ${warning}\n`);
      const lines = terminalReport(report, reportPrinter(context));
      const isGithub = context.env['GITHUB_ACTIONS'] === 'true';
      say(context, ['', ...(isGithub ? shownNotObeyed(lines, randomBytes(16).toString('hex')) : lines)]);
    }
    writeReports(context, report, flags.report ?? []);
    await tellCi(context, report, flags.comment === true);
    return gateOutcome(outcome.run).exitCode ?? exitCodes.couldNotRun;
  } finally {
    await open.close();
  }
}

/** In a GitHub job every problem of a gate file is a mark on its line. */
function markProblems({ env, out }: CommandContext, cause: unknown): void {
  if (env['GITHUB_ACTIONS'] !== 'true' || !(cause instanceof AssayError) || cause.code !== 'policy/invalid')
    return;
  for (const line of problemAnnotations(cause, (path) => repositoryPath(path, env))) out.write(`${line}\n`);
}

async function carriedOut(
  context: CommandContext,
  open: OpenGate,
  file: GateFile,
  flags: RunGateFlags,
): Promise<GateOutcome> {
  const origin = gateOrigin(context.env, file.source.folder);
  await bringForGate(open, file, flags.tier ?? 'merge', origin.actor);
  const progress = gateProgress(context.err, context.style);
  const cancel = new AbortController();
  // The first Ctrl-C ends the run cleanly, with what was answered kept; the second is the system's own.
  const onInterrupt = (): void => {
    context.err.write('\nEnding the run; what was answered is kept. Ctrl-C again stops at once.\n');
    cancel.abort(new Error('interrupted'));
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    return await carryOut(
      open.gate,
      {
        file,
        tier: flags.tier ?? 'merge',
        origin,
        isForced: flags.force === true,
        usesCache: flags.cache !== false,
      },
      {
        onBegin: (run) => {
          if (flags.quiet === true || context.flags.json === true) return;
          for (const warning of run.precheck?.warnings ?? []) context.err.write(`note   ${warning}\n`);
        },
        ...(flags.quiet === true ? {} : { onProgress: progress.onProgress, onPreview: progress.onPreview }),
      },
      cancel.signal,
    );
  } finally {
    progress.end();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

/** Tells the server, which proves the verdict again before it keeps it. @returns where the run can be seen */
async function recorded(open: OpenGate, { run, resultBytes }: GateOutcome): Promise<string | null> {
  if (open.server === null) return null;
  await open.server.gateRuns.record({
    run,
    results: resultBytes === null ? null : Buffer.from(resultBytes).toString('base64'),
  });
  await tellLooks(open.server, open.gate.store, run);
  return `${open.server.url}/api/v1/gate-runs/${run.gateRunId}`;
}

function nextSteps({ run }: GateOutcome, file: GateFile): GateReport['next'] {
  const id = run.gateRunId.slice(0, 8);
  const where = relative('.', file.source.path);
  const again = {
    command: `npx assay gate ${where}`,
    purpose: 'after a change: only what changed is asked again',
  };
  return run.judgement === null
    ? [again]
    : [
        { command: `npx assay gate examples ${id}`, purpose: 'every example that changed' },
        { command: `npx assay gate verify ${id}`, purpose: 'compute the verdict again from what is stored' },
        again,
      ];
}
