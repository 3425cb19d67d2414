// The noise floor of a metric, learnt from the repeats that runs declare. Not a comparison by itself.
import { AssayError } from '../../model/errors.ts';
import type { Run } from '../../model/run.ts';
import { type NoiseFloor, noiseFloor } from '../../stats/noiseFloor.ts';
import type { TrackingContext } from '../context.ts';
import { repeatTag } from './findRepeats.ts';

/** The confidence of the noise floor: two runs of the same thing are called different by mistake in one of twenty pairs. */
export const noiseConfidence = 0.95;

/** Repeats beyond this many change the floor by less than a percent and cost a page each. */
const mostRepeats = 1_000;
const pageSize = 500;

export interface RepeatGroup {
  /** The value of the tag that declares it. */
  readonly group: string;
  readonly runIds: readonly string[];
  /** The metric's last value of each run that has a finite one, in the order of `runIds`. */
  readonly values: readonly number[];
}

export interface MetricNoise {
  readonly key: string;
  readonly groups: readonly RepeatGroup[];
  /** Null when nothing can be said; `unknownBecause` then says why. */
  readonly floor: NoiseFloor | null;
  readonly unknownBecause: string | null;
  /** Whether only the newest repeats were read. */
  readonly isCut: boolean;
}

/** Which repeats count: all declared ones of these experiments, or those of one group. */
export interface NoiseScope {
  readonly experimentIds: readonly string[];
  readonly group: string | null;
}

/** @throws AssayError `experiment/not-found` when the scope names none */
export async function noiseFloorOf(
  context: TrackingContext,
  key: string,
  scope: NoiseScope,
): Promise<MetricNoise> {
  const { runs, isCut } = await declaredRuns(context, scope);
  return noiseOfMetric(key, groupRuns(runs), isCut);
}

/** The runs of the scope that declare a group, and the runs that groups are named after. */
export async function declaredRuns(
  context: TrackingContext,
  scope: NoiseScope,
): Promise<{ readonly runs: readonly Run[]; readonly isCut: boolean }> {
  if (scope.experimentIds.length === 0) {
    throw new AssayError(
      'experiment/not-found',
      'Name at least one experiment whose repeats should be read.',
    );
  }
  const field = { entity: 'tag', key: repeatTag } as const;
  const runs: Run[] = [];
  let after: string | null = null;
  do {
    const page = await context.store.runs.search({
      experimentIds: scope.experimentIds,
      filter:
        scope.group === null
          ? { kind: 'compare', field, op: 'is not null', value: null }
          : { kind: 'compare', field, op: '=', value: scope.group },
      orderBy: [],
      view: 'active',
      limit: pageSize,
      after,
    });
    runs.push(...page.items);
    after = page.next;
  } while (after !== null && runs.length < mostRepeats);
  const known = new Set(runs.map((run) => run.info.runId));
  for (const group of new Set(runs.map(groupOf))) {
    if (group === undefined || known.has(group)) continue;
    const original = await context.store.runs.get(group);
    if (original?.info.lifecycleStage === 'active') runs.push(original);
  }
  return { runs, isCut: after !== null };
}

/** Runs by the group they belong to; a run that a group is named after belongs to it. */
export function groupRuns(runs: readonly Run[]): ReadonlyMap<string, readonly Run[]> {
  const names = new Set(runs.map(groupOf));
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const group = groupOf(run) ?? (names.has(run.info.runId) ? run.info.runId : undefined);
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), run]);
  }
  return groups;
}

/** The noise of one metric over groups of repeats that were read before. Pure. */
export function noiseOfMetric(
  key: string,
  repeats: ReadonlyMap<string, readonly Run[]>,
  isCut: boolean,
): MetricNoise {
  const groups = [...repeats]
    .map(([group, runs]): RepeatGroup => {
      const measured = runs.flatMap((run) => {
        const value = run.metrics.find((metric) => metric.key === key)?.value;
        return value !== undefined && Number.isFinite(value) ? [{ runId: run.info.runId, value }] : [];
      });
      // A fixed order makes the sums, and so the floor, the same to the last bit each time.
      measured.sort((a, b) => (a.runId < b.runId ? -1 : 1));
      return {
        group,
        runIds: measured.map((each) => each.runId),
        values: measured.map((each) => each.value),
      };
    })
    .filter((group) => group.values.length > 0)
    .sort((a, b) => (a.group < b.group ? -1 : 1));
  const floor = noiseFloor(
    groups.map((group) => group.values),
    noiseConfidence,
  );
  return {
    key,
    groups,
    floor: floor ?? null,
    unknownBecause: floor === undefined ? whyUnknown(groups) : null,
    isCut,
  };
}

function groupOf(run: Run): string | undefined {
  return run.tags.find((tag) => tag.key === repeatTag)?.value;
}

function whyUnknown(groups: readonly RepeatGroup[]): string {
  if (groups.length === 0) return `no run with this metric declares a repeat (tag ${repeatTag})`;
  if (groups.every((group) => group.values.length < 2)) return 'no group has two repeats with a finite value';
  return 'all repeats gave the same value to the last digit, so no spread was seen';
}
