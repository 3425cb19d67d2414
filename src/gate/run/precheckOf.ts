// The precheck of a prepared gate: what earlier runs of the same component taught about spread, cost and time. Not its arithmetic.
import { isInSlice } from '../../datasets/selection/examplesOfSlice.ts';
import type { Evaluator } from '../../evals/evaluator.ts';
import type { ResolvedDataset } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { GateRun, Precheck } from '../../model/gateRun.ts';
import type { GateContext } from '../context.ts';
import { precheck } from '../precheck/precheck.ts';
import { spreadOf } from '../precheck/spreadOf.ts';
import type { GateRequest } from './gateRequest.ts';

interface Planned {
  readonly request: GateRequest;
  readonly dataset: ResolvedDataset;
  readonly examples: readonly Example[];
  readonly policy: JudgementPolicy;
  readonly epochs: number;
  readonly evaluators: ReadonlyMap<string, Evaluator>;
}

export async function precheckOf(context: GateContext, planned: Planned): Promise<Precheck> {
  const { request, dataset, examples, policy, epochs, evaluators } = planned;
  const last = await lastDecided(context, request.file.component.name, dataset.name);
  const judgement = last?.judgement ?? null;
  const hasBaseline = request.file.baseline !== null;
  const calls = examples.length * epochs * (hasBaseline ? 2 : 1);
  return precheck({
    policy,
    examples: examples.length,
    epochs,
    hasBaseline,
    clusters: policy.statistics.isClustered ? clustersOf(examples) : null,
    sliceSizes: policy.slices.map(
      ({ definition }) => examples.filter((example) => isInSlice(definition, example)).length,
    ),
    measured: new Map(
      policy.objectives.flatMap(({ name }) => {
        const identity = evaluators.get(name)?.identity;
        if (identity === undefined) return [];
        const { scale, direction } = identity;
        return [[name, { scale, direction, spread: judgement === null ? null : spreadOf(judgement, name) }]];
      }),
    ),
    estimate: { calls, ...pastCost(last, calls) },
  });
}

/** The newest decision on any version of the dataset, whatever its tier. */
async function lastDecided(
  context: GateContext,
  component: string,
  datasetName: string,
): Promise<GateRun | undefined> {
  const { items } = await context.store.gateRuns.list(
    { component, datasetName, datasetVersionId: null, verdict: null, status: 'DECIDED' },
    { limit: 1, after: null },
  );
  const [newest] = items;
  return newest === undefined ? undefined : context.store.gateRuns.get(newest.gateRunId);
}

/** What so many calls cost last time; unknown where the last run was answered from the cache. */
function pastCost(
  last: GateRun | undefined,
  calls: number,
): { readonly costUsd: number | null; readonly seconds: number | null } {
  if (last === undefined) return { costUsd: null, seconds: null };
  const arms = [last.candidate, ...(last.baseline === null ? [] : [last.baseline])];
  const asked = arms.reduce((sum, arm) => sum + arm.calls - arm.cached, 0);
  if (asked === 0) return { costUsd: null, seconds: null };
  const costs = arms.map(({ costUsd }) => costUsd).filter((cost) => cost !== null);
  const spent = costs.reduce((sum, cost) => sum + cost, last.execution?.scoringCostUsd ?? 0);
  return {
    costUsd: costs.length === 0 ? null : (spent / asked) * calls,
    seconds: last.execution === null ? null : (last.execution.wallMs / 1_000 / asked) * calls,
  };
}

function clustersOf(examples: readonly Example[]): number | null {
  if (examples.every(({ cluster }) => cluster === null)) return null;
  const named = new Set(examples.flatMap(({ cluster }) => (cluster === null ? [] : [cluster])));
  return named.size + examples.filter(({ cluster }) => cluster === null).length;
}
