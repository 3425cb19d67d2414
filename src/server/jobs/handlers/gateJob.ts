// Carries out a gate run that was queued: on demand, by a schedule, or for a new dataset version.
import { join } from 'node:path';
import { raiseAlert } from '../../../gate/raiseAlert.ts';
import { runGate } from '../../../gate/run/runGate.ts';
import { logGateRun } from '../../../gate/tracking/logGateRun.ts';
import { isDatasetAway } from '../../../jobs/isWorthRetrying.ts';
import { AssayError } from '../../../model/errors.ts';
import type { GateRun } from '../../../model/gateRun.ts';
import type { Job } from '../../../model/job.ts';
import type { Json } from '../../../model/json.ts';
import type { JobHandler, JobParts, JobWork } from '../jobHandler.ts';
import { gateFileOf, gatePayload, type GatePayload } from './gatePayload.ts';
import { readPayload } from './readPayload.ts';

const kind = 'gate';
/** What the run itself decided to end at; another attempt would end there too. */
const endedByPolicy: readonly string[] = ['gate/budget-spent', 'gate/time-spent'];

export function gateJob({ gate, allowsCode, codeFolder }: JobParts): JobHandler {
  const read = (payload: Json): GatePayload => readPayload(kind, gatePayload, payload);
  // A folder that is not there: nothing of this machine is read by mistake.
  const folder = allowsCode ? codeFolder : join(codeFolder, '.assay-reads-no-files');

  return {
    kind,
    // With waits that double up to an hour: the better part of a day.
    mostAttempts: 24,
    check: (payload) => void gateFileOf(read(payload), allowsCode, folder),
    async run(work) {
      const payload = read(work.job.payload);
      await endOrphan(work.job);
      const file = gateFileOf(payload, allowsCode, folder);
      try {
        return await carryOut(work, payload, file);
      } catch (cause) {
        if (isDatasetAway(cause)) await tellCustodian(work.job, file.dataset.source, cause);
        throw cause;
      }
    },
  };

  async function carryOut(
    work: JobWork,
    payload: GatePayload,
    file: ReturnType<typeof gateFileOf>,
  ): Promise<Json> {
    const { tier, isForced, usesCache, actor, trigger } = payload;
    let gateRunId: string | null = null;
    const { run } = await runGate(
      gate,
      {
        file,
        tier,
        isForced,
        usesCache,
        origin: {
          actor,
          trigger,
          commit: null,
          branch: null,
          pullRequest: null,
          ciUrl: null,
          assayVersion: gate.version,
        },
      },
      {
        onBegin(begun) {
          gateRunId = begun.gateRunId;
          work.report({ gateRunId, done: 0, total: null });
        },
        onProgress: ({ done, total, cached, errors, costUsd, etaMs }) =>
          work.report({ gateRunId, done, total, cached, errors, costUsd, etaMs }),
      },
      work.signal,
    );
    return resultOf(run, work.signal);
  }

  function resultOf(run: GateRun, signal: AbortSignal): Json {
    const { gateRunId, status, verdict, error } = run;
    if (status === 'DECIDED') return { gateRunId, status, verdict };
    signal.throwIfAborted();
    if (status === 'ERROR' && !endedByPolicy.includes(error?.code ?? '')) {
      throw new AssayError(
        'job/gate-errored',
        `The gate run ${gateRunId} could not be carried out: ${error?.message ?? 'nobody knows why'}`,
      );
    }
    return { gateRunId, status, verdict };
  }

  /** A run whose worker disappeared would otherwise say RUNNING for ever. What it was answered is kept and not asked again. */
  async function endOrphan({ progress }: Job): Promise<void> {
    const gateRunId = gateRunIdIn(progress);
    const run = gateRunId === undefined ? undefined : await gate.store.gateRuns.get(gateRunId);
    if (run?.status !== 'RUNNING') return;
    const ended: GateRun = {
      ...run,
      status: 'ERROR',
      error: { code: 'job/worker-lost', message: 'The server stopped while it ran; its job began anew.' },
      endedAt: Math.max(gate.now(), run.startedAt),
    };
    await gate.store.gateRuns.finish(ended, null);
    await logGateRun(gate, ended);
    gate.announce({ type: 'gate-run', component: ended.component, gateRunId: ended.gateRunId });
  }

  /** Once, however often the job is tried. */
  async function tellCustodian({ lastError, jobId }: Job, dataset: string, cause: unknown): Promise<void> {
    if (lastError?.code.startsWith('dataset/') === true) return;
    const known = await gate.store.datasets.get(dataset);
    await raiseAlert(gate, {
      kind: 'dataset-unavailable',
      subject: `dataset:${dataset}`,
      message: `${cause instanceof Error ? cause.message : String(cause)} The job ${jobId} waits and is tried again.`,
      recipient: known?.newest.card.custodian ?? null,
    });
  }
}

function gateRunIdIn(progress: Json): string | undefined {
  if (typeof progress !== 'object' || progress === null || !('gateRunId' in progress)) return undefined;
  return typeof progress.gateRunId === 'string' ? progress.gateRunId : undefined;
}
