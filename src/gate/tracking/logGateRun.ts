// Shows a gate run to clients of the tracker as a run: versions as params, what was measured as metrics, the verdict as a tag.
import type { Check } from '../../model/judgement.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { MetricPoint } from '../../model/run.ts';
import { experimentNamed } from '../../tracking/experiments/experimentNamed.ts';
import { cutTo, limits } from '../../tracking/limits.ts';
import { logBatch } from '../../tracking/runs/logBatch.ts';
import { logInputs } from '../../tracking/runs/logInputs.ts';
import { startRun } from '../../tracking/runs/startRun.ts';
import { updateRun } from '../../tracking/runs/updateRun.ts';
import type { TrackingContext } from '../../tracking/context.ts';

/** One run for one gate run: the run's id is made of the gate run's, so that recording it twice is refused and not doubled. */
export function trackedRunId(gateRunId: string): string {
  // It begins alike, so that whoever knows the one finds the other.
  return gateRunId.slice(0, 32).padEnd(32, gateRunId);
}

/**
 * @param run an ended gate run
 * @returns the id of the run
 * @throws AssayError `run/exists` when it was recorded before
 */
export async function logGateRun(context: TrackingContext, run: GateRun): Promise<string> {
  const experiment = await experimentNamed(context, `gate/${run.component}`);
  const { info } = await startRun(context, {
    runId: trackedRunId(run.gateRunId),
    experimentId: experiment.experimentId,
    name: nameOf(run),
    userId: run.origin.actor ?? '',
    startTime: run.startedAt,
    tags: tagsOf(run),
  });
  await logBatch(context, info.runId, {
    points: pointsOf(run),
    modelPoints: [],
    params: paramsOf(run).map(([key, value]) => ({ key, value: cutTo(value, limits.paramValue) })),
    tags: [],
  });
  await logInputs(
    context,
    info.runId,
    [
      {
        name: cutTo(run.dataset.name, limits.datasetName),
        // MLflow's digests have at most 36 characters; the whole id is in a tag.
        digest: run.dataset.versionId.slice(0, limits.datasetDigest),
        sourceType: 'assay',
        source: JSON.stringify({ dataset: run.dataset.name, version: run.dataset.versionId }),
        schema: null,
        profile: null,
        tags: [{ key: 'mlflow.data.context', value: 'evaluation' }],
      },
    ],
    [],
  );
  await updateRun(context, info.runId, {
    status: run.status === 'DECIDED' ? 'FINISHED' : run.status === 'CANCELLED' ? 'KILLED' : 'FAILED',
    endTime: run.endedAt ?? run.startedAt,
  });
  return info.runId;
}

function nameOf(run: GateRun): string {
  const candidate = run.candidate.label ?? run.candidate.hash.slice(0, 12);
  const baseline = run.baseline === null ? null : (run.baseline.label ?? run.baseline.hash.slice(0, 12));
  return `${run.tier}: ${candidate}${baseline === null ? '' : ` against ${baseline}`}`;
}

function tagsOf(run: GateRun): readonly { readonly key: string; readonly value: string }[] {
  const tags: readonly (readonly [string, string | null])[] = [
    ['assay.gateRun', run.gateRunId],
    ['assay.verdict', run.verdict ?? run.status],
    ['assay.headline', run.judgement?.headline ?? run.error?.message ?? null],
    ['assay.tier', run.tier],
    ['assay.dataset', `${run.dataset.name}@${run.dataset.versionId}`],
    ['assay.candidate', run.candidate.hash],
    ['assay.baseline', run.baseline?.hash ?? null],
    ['mlflow.source.git.commit', run.origin.commit],
    ['mlflow.source.git.branch', run.origin.branch],
    ['mlflow.runType', 'assay_gate'],
  ];
  return tags.flatMap(([key, value]) => (value === null || value === '' ? [] : [{ key, value }]));
}

function paramsOf(run: GateRun): readonly (readonly [string, string])[] {
  return [
    ['component', run.component],
    ['candidate', run.candidate.label ?? run.candidate.hash],
    ...(run.baseline === null
      ? []
      : ([['baseline', run.baseline.label ?? run.baseline.hash]] as (readonly [string, string])[])),
    ['dataset', run.dataset.name],
    ['examples', String(run.dataset.examples)],
    ['epochs', String(run.epochs)],
  ];
}

function pointsOf(run: GateRun): readonly MetricPoint[] {
  const timestamp = run.endedAt ?? run.startedAt;
  return (run.judgement?.checks ?? [])
    .filter((check) => check.slice === null)
    .flatMap((check) => valuesOf(check))
    .map(([key, value]) => ({ key: cutTo(key, limits.key), value, timestamp, step: 0 }))
    .filter((point, index, all) => all.findIndex(({ key }) => key === point.key) === index)
    .slice(0, limits.metricsPerBatch);
}

function valuesOf(check: Check): readonly (readonly [string, number])[] {
  const name = keyOf(check.objective);
  const values: readonly (readonly [string, number | null])[] = [
    [`${name}/mean`, check.candidateMean],
    [`${name}/baseline`, check.baselineMean],
    [`${name}/${check.kind}/estimate`, check.estimate],
    [`${name}/${check.kind}/lower`, check.lower],
    [`${name}/${check.kind}/upper`, check.upper],
  ];
  return values.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
}

/** What MLflow allows in the key of a metric. */
function keyOf(objective: string): string {
  return objective.replace(/[^\w\-. /:]/g, '_');
}
