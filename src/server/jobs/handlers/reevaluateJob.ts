// After a dataset version was published: queues a gate run on it for every component that was gated on an earlier one, as the new baseline.
import { z } from 'zod';
import { raiseAlert } from '../../../gate/raiseAlert.ts';
import { enqueueOnce } from '../../../jobs/enqueueJob.ts';
import { onceId } from '../../../jobs/onceId.ts';
import { AssayError } from '../../../model/errors.ts';
import type { GateRun } from '../../../model/gateRun.ts';
import type { Json } from '../../../model/json.ts';
import type { JobHandler, JobParts } from '../jobHandler.ts';
import { readPayload } from './readPayload.ts';

const kind = 'reevaluate-baseline';
const payloadSchema = z.strictObject({ dataset: z.string().min(1), versionId: z.string().min(8) });
const runsPerPage = 200;

/** What of a policy cannot be carried out here, however often it is tried. */
const cannotBeDone = (cause: unknown): cause is AssayError =>
  cause instanceof AssayError && (cause.code === 'job/code-not-allowed' || cause.code === 'policy/invalid');

export function reevaluateJob({ gate, jobs }: JobParts): JobHandler {
  return {
    kind,
    mostAttempts: 8,
    check: (payload) => void readPayload(kind, payloadSchema, payload),
    async run({ job, signal }) {
      const { dataset, versionId } = readPayload(kind, payloadSchema, job.payload);
      const queued: string[] = [];
      const skipped: { readonly run: GateRun; readonly reason: string }[] = [];
      for (const gateRunId of await inProduction(dataset, versionId)) {
        signal.throwIfAborted();
        const run = await gate.store.gateRuns.get(gateRunId);
        if (run === undefined) continue;
        try {
          queued.push(await queue(run, dataset, versionId));
        } catch (cause) {
          if (!cannotBeDone(cause)) throw cause;
          skipped.push({ run, reason: cause.message });
        }
      }
      for (const { run, reason } of skipped) await tell(run, dataset, versionId, reason);
      return { queued, skipped: skipped.map(({ run }) => run.component) };
    },
  };

  /**
   * The gate run of the newest PASS of each component: until releases say what is deployed, its candidate is what may be in production.
   * Where that was on this very version, nothing is left to do.
   */
  async function inProduction(dataset: string, versionId: string): Promise<readonly string[]> {
    const newest = new Map<string, string | null>();
    const filter = {
      component: null,
      datasetName: dataset,
      datasetVersionId: null,
      verdict: 'PASS',
      status: 'DECIDED',
    } as const;
    let after: string | null = null;
    do {
      const page = await gate.store.gateRuns.list(filter, { limit: runsPerPage, after });
      for (const { component, gateRunId, datasetVersionId } of page.items) {
        if (!newest.has(component)) newest.set(component, datasetVersionId === versionId ? null : gateRunId);
      }
      after = page.next;
    } while (after !== null);
    return [...newest.values()].filter((gateRunId) => gateRunId !== null);
  }

  async function queue(run: GateRun, dataset: string, versionId: string): Promise<string> {
    const payload: Json = {
      policy: run.policySource.text,
      path: run.policySource.path,
      tier: 'merge',
      dataset: { name: dataset, versionId },
      trigger: 'dataset-published',
    };
    const { job } = await enqueueOnce(jobs, onceId('reevaluate', run.component, versionId), {
      kind: 'gate',
      payload,
      priority: 0,
      notBefore: null,
      sameAs: null,
      origin: 'dataset-published',
    });
    return job.jobId;
  }

  async function tell(run: GateRun, dataset: string, versionId: string, reason: string): Promise<void> {
    await raiseAlert(gate, {
      kind: 'reevaluation-skipped',
      subject: `component:${run.component}`,
      message: `${run.component} was not evaluated on the new version ${versionId.slice(0, 12)} of '${dataset}': ${reason} Run \`assay gate\` where its code is.`,
      recipient: run.origin.actor,
    });
  }
}
