// Which runs repeat a run: the same manifest, data and seed by their hashes, or declared as a repeat by their tags.
import { AssayError } from '../../model/errors.ts';
import type { Filter } from '../../model/filter.ts';
import type { Run, RunInfo } from '../../model/run.ts';
import type { RunFingerprint } from '../../store/runStore.ts';
import type { TrackingContext } from '../context.ts';
import { fingerprintRun } from './fingerprintRun.ts';

/** The tag by which runs declare that they repeat one thing: the id of a run, or any name they share. */
export const repeatTag = 'assay.repeat.of';

const mostRepeats = 200;

export interface Repeats {
  readonly runId: string;
  readonly fingerprint: RunFingerprint;
  /** Other runs with the same manifest, data and seed, oldest first. Empty when data or seed were not recorded. */
  readonly identical: readonly RunInfo[];
  /** Why no run can be called identical; null when it can. */
  readonly unknownBecause: string | null;
  /** Runs of the same declared group, this one included when it belongs to it, oldest first. */
  readonly declared: readonly Run[];
  /** The value of the tag that declares the group; null when none does. */
  readonly group: string | null;
}

/** @throws AssayError `run/not-found` */
export async function findRepeats(context: TrackingContext, runId: string): Promise<Repeats> {
  const run = await context.store.runs.get(runId);
  if (run === undefined) throw new AssayError('run/not-found', `Run with id=${runId} not found`, { runId });
  const fingerprint = fingerprintRun(run);
  await context.store.runs.setFingerprint(runId, fingerprint);
  const { data, seed } = fingerprint;
  const isKnown = data !== null && seed !== null;
  const same = isKnown ? await context.store.runs.withFingerprint(fingerprint, mostRepeats) : [];
  const { group, runs } = await declaredRepeats(context, run);
  return {
    runId,
    fingerprint,
    identical: same.filter((info) => info.runId !== runId),
    unknownBecause: isKnown ? null : whyUnknown(data, seed),
    declared: runs,
    group,
  };
}

/** The runs that declare the same group as `run`, or that name `run` itself; with it, when there are any. */
async function declaredRepeats(
  context: TrackingContext,
  run: Run,
): Promise<{ readonly group: string | null; readonly runs: readonly Run[] }> {
  const { runId, experimentId } = run.info;
  const group = run.tags.find((tag) => tag.key === repeatTag)?.value ?? runId;
  const page = await context.store.runs.search({
    experimentIds: [experimentId],
    filter: declaredFilter(group),
    orderBy: [{ field: { entity: 'attribute', key: 'start_time' }, descending: false }],
    view: 'active',
    limit: mostRepeats,
    after: null,
  });
  if (page.items.length === 0) return { group: null, runs: [] };
  // A group named after a run includes that run.
  const named = page.items.some((item) => item.info.runId === group)
    ? undefined
    : group === runId
      ? run
      : await context.store.runs.get(group);
  const original = named?.info.lifecycleStage === 'active' ? [named] : [];
  return { group, runs: [...original, ...page.items] };
}

function declaredFilter(group: string): Filter {
  return { kind: 'compare', field: { entity: 'tag', key: repeatTag }, op: '=', value: group };
}

function whyUnknown(data: string | null, seed: string | null): string {
  const missing = [data === null ? 'dataset inputs' : '', seed === null ? 'seed' : ''].filter(
    (part) => part !== '',
  );
  return `the run records no ${missing.join(' and no ')}, so it may differ from others in what is not recorded`;
}
