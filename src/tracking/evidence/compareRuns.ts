// Compares recorded runs: what differs in what was run, and which metrics differ by more than noise. Not a gate: it decides nothing.
import { AssayError } from '../../model/errors.ts';
import type { Run } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { repeatTag } from './findRepeats.ts';
import { fingerprintRun } from './fingerprintRun.ts';
import { declaredRuns, groupRuns, type MetricNoise, noiseOfMetric } from './noiseFloorOf.ts';

/**
 * What can be said of a metric of two runs:
 * - `identical`: equal to the last digit;
 * - `reproduced`: the second run repeats the first, and lies within the noise floor (or is identical);
 * - `not-reproduced`: it repeats the first, and lies outside;
 * - `within-noise`, `different`: neither run repeats the other;
 * - `unknown`: no noise floor is known, or a value is missing or not finite.
 */
export type PairVerdict =
  'identical' | 'reproduced' | 'not-reproduced' | 'within-noise' | 'different' | 'unknown';

export interface ComparedValue {
  readonly runId: string;
  /** Null where the run does not have it. */
  readonly value: number | null;
  /** Against the first run; null for the first run itself. */
  readonly difference: number | null;
  readonly verdict: PairVerdict | null;
}

export interface ComparedMetric {
  readonly key: string;
  readonly values: readonly ComparedValue[];
  readonly noise: MetricNoise;
}

export interface ComparedSetting {
  readonly key: string;
  /** In the order of the runs; null where a run does not have it. */
  readonly values: readonly (string | null)[];
  readonly isSame: boolean;
}

export interface RunComparison {
  readonly runs: readonly Run[];
  /** Those that differ come first, then by key. */
  readonly params: readonly ComparedSetting[];
  readonly datasets: readonly ComparedSetting[];
  readonly metrics: readonly ComparedMetric[];
  /** For each run after the first: whether it is a repeat of the first, by hashes or by declaration. */
  readonly repeatsFirst: readonly boolean[];
}

const mostRuns = 50;

/**
 * @param runIds the first is what the others are compared with; at least 2, at most 50
 * @throws AssayError `run/not-found`, `request/invalid-field`
 */
export async function compareRuns(
  context: TrackingContext,
  runIds: readonly string[],
): Promise<RunComparison> {
  if (runIds.length < 2 || runIds.length > mostRuns) {
    throw new AssayError(
      'request/invalid-field',
      `Name 2 to ${mostRuns} runs to compare; ${runIds.length} were named.`,
      {
        field: 'runIds',
      },
    );
  }
  const runs = await Promise.all(runIds.map((runId) => requireRun(context, runId)));
  const [first, ...others] = runs;
  if (first === undefined) return { runs, params: [], datasets: [], metrics: [], repeatsFirst: [] };
  const experimentIds = [...new Set(runs.map((run) => run.info.experimentId))];
  const { runs: declared, isCut } = await declaredRuns(context, { experimentIds, group: null });
  const repeats = groupRuns(declared);
  const repeatsFirst = others.map((run) => isRepeat(first, run));
  const metricKeys = [...new Set(runs.flatMap((run) => run.metrics.map((metric) => metric.key)))].sort();
  return {
    runs,
    params: compareSettings(runs, (run) => run.params.map((param) => [param.key, param.value])),
    datasets: compareSettings(runs, (run) =>
      run.datasetInputs.map((dataset) => [dataset.name, dataset.digest]),
    ),
    metrics: metricKeys.map((key) =>
      compareMetric(runs, key, noiseOfMetric(key, repeats, isCut), repeatsFirst),
    ),
    repeatsFirst,
  };
}

async function requireRun(context: TrackingContext, runId: string): Promise<Run> {
  const run = await context.store.runs.get(runId);
  if (run === undefined) throw new AssayError('run/not-found', `Run with id=${runId} not found`, { runId });
  return run;
}

function isRepeat(first: Run, other: Run): boolean {
  const a = fingerprintRun(first);
  const b = fingerprintRun(other);
  const isIdentical =
    a.data !== null && a.seed !== null && a.manifest === b.manifest && a.data === b.data && a.seed === b.seed;
  const groupOf = (run: Run): string | undefined => run.tags.find((tag) => tag.key === repeatTag)?.value;
  const firstGroup = groupOf(first);
  const otherGroup = groupOf(other);
  return (
    isIdentical ||
    otherGroup === first.info.runId ||
    firstGroup === other.info.runId ||
    (firstGroup !== undefined && firstGroup === otherGroup)
  );
}

function compareMetric(
  runs: readonly Run[],
  key: string,
  noise: MetricNoise,
  repeatsFirst: readonly boolean[],
): ComparedMetric {
  const valueOf = (run: Run): number | null =>
    run.metrics.find((metric) => metric.key === key)?.value ?? null;
  const baseline = runs[0] === undefined ? null : valueOf(runs[0]);
  const values = runs.map((run, i): ComparedValue => {
    const value = valueOf(run);
    if (i === 0) return { runId: run.info.runId, value, difference: null, verdict: null };
    const difference = baseline === null || value === null ? null : value - baseline;
    return {
      runId: run.info.runId,
      value,
      difference,
      verdict: verdictOf(difference, noise.floor?.leastDifference ?? null, repeatsFirst[i - 1] ?? false),
    };
  });
  return { key, values, noise };
}

function verdictOf(difference: number | null, leastDifference: number | null, repeats: boolean): PairVerdict {
  if (difference === null || !Number.isFinite(difference)) return 'unknown';
  if (difference === 0) return repeats ? 'reproduced' : 'identical';
  if (leastDifference === null) return 'unknown';
  const isWithin = Math.abs(difference) < leastDifference;
  if (repeats) return isWithin ? 'reproduced' : 'not-reproduced';
  return isWithin ? 'within-noise' : 'different';
}

function compareSettings(
  runs: readonly Run[],
  settingsOf: (run: Run) => readonly (readonly [string, string])[],
): ComparedSetting[] {
  const maps = runs.map((run) => new Map(settingsOf(run)));
  const keys = [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
  return keys
    .map((key): ComparedSetting => {
      const values = maps.map((map) => map.get(key) ?? null);
      return { key, values, isSame: values.every((value) => value === values[0]) };
    })
    .sort((a, b) => Number(a.isSame) - Number(b.isSame));
}
