// A gate file with everything it leaves out filled in. Not its checking, and not what depends on the dataset.
import { dirname } from 'node:path';
import type { StatisticsPolicy, Tier } from '../../model/gatePolicy.ts';
import type { SliceDefinition } from '../../model/example.ts';
import type { JsonObject } from '../../model/json.ts';
import { bytesOf, millisecondsOf } from './durations.ts';
import type { ArmFile, GateFile, ObjectiveFile, TierFile } from './gateFile.ts';
import { type GateFileText, targetKeys } from './gateFileSchema.ts';
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';
import {
  defaultBudget,
  defaultRunner,
  defaultSeed,
  defaultStatistics,
  defaultTiers,
  sequentialLooks,
} from './policyDefaults.ts';

type ArmText = GateFileText['candidate'];
type ObjectiveText = GateFileText['objectives'][string];
type SliceText = NonNullable<GateFileText['slices']>[number];
type StatisticsText = NonNullable<GateFileText['statistics']>;
type TierText = NonNullable<NonNullable<GateFileText['tiers']>['pr']>;

/** What checking has found out, by name of the objective and by arm. */
export interface CheckedMembers {
  readonly evaluators: ReadonlyMap<
    string,
    { readonly options: JsonObject; readonly facts: EvaluatorDeclaration | null }
  >;
  readonly targets: ReadonlyMap<'candidate' | 'baseline', JsonObject>;
}

export function completeGateFile(
  text: GateFileText,
  members: CheckedMembers,
  source: Omit<GateFile['source'], 'folder'>,
): GateFile {
  const { component, runner = {}, budget = {}, human = {} } = text;
  const concurrency = runner.concurrency ?? defaultRunner.concurrency;
  const hasBaseline = text.baseline !== undefined;
  return {
    component:
      typeof component === 'string'
        ? { name: component, kind: 'prompt' }
        : { name: component.name, kind: component.kind ?? 'prompt' },
    dataset: datasetOf(text.dataset),
    candidate: armOf(text.candidate, members.targets.get('candidate') ?? {}),
    baseline:
      text.baseline === undefined ? null : armOf(text.baseline, members.targets.get('baseline') ?? {}),
    objectives: Object.entries(text.objectives).map(([name, objective]) =>
      objectiveOf(name, objective, hasBaseline, members),
    ),
    slices: (text.slices ?? []).map(sliceOf),
    tiers: {
      pr: tierOf('pr', text.tiers?.pr),
      merge: tierOf('merge', text.tiers?.merge),
      canary: tierOf('canary', text.tiers?.canary),
      production: tierOf('production', text.tiers?.production),
    },
    epochs: text.epochs ?? 1,
    seed: text.seed ?? defaultSeed,
    statistics: { ...defaultStatistics, ...statisticsOf(text.statistics ?? {}) },
    budget: {
      costUsd: budget.cost ?? defaultBudget.costUsd,
      tokens: budget.tokens ?? defaultBudget.tokens,
      minutes: budget.minutes ?? defaultBudget.minutes,
    },
    runner: {
      concurrency,
      mostConcurrency: Math.max(concurrency, runner.mostConcurrency ?? defaultRunner.mostConcurrency),
      timeoutMs: runner.timeout === undefined ? defaultRunner.timeoutMs : millisecondsOf(runner.timeout),
      mostAttempts: runner.attempts ?? defaultRunner.mostAttempts,
      callDeadlineMs:
        runner.deadline === undefined ? defaultRunner.callDeadlineMs : millisecondsOf(runner.deadline),
      mostOutputBytes:
        runner.mostOutput === undefined ? defaultRunner.mostOutputBytes : bytesOf(runner.mostOutput),
    },
    human: { requiredWhen: human.requiredWhen ?? [], risk: human.risk ?? 'low' },
    source: { ...source, folder: dirname(source.path) },
  };
}

/** `path`, `name@label`, `path@versionid`: what follows the last `@` is a version unless it belongs to a path. */
export function datasetOf(dataset: GateFileText['dataset']): GateFile['dataset'] {
  if (typeof dataset !== 'string') return { source: dataset.source, version: dataset.version ?? null };
  const at = dataset.lastIndexOf('@');
  const version = dataset.slice(at + 1);
  const isVersion = at > 0 && /^[\w.+-]+$/.test(version) && !/\.(ya?ml|jsonl?|csv|parquet)$/i.test(version);
  return isVersion ? { source: dataset.slice(0, at), version } : { source: dataset, version: null };
}

/** The kind of target an arm names, and what it says about it. */
export function targetOf(
  arm: ArmText,
): { readonly use: (typeof targetKeys)[number]; readonly said: string | JsonObject } | undefined {
  for (const use of targetKeys) {
    const said = arm[use];
    if (said !== undefined) return { use, said };
  }
  return undefined;
}

function armOf(arm: ArmText, options: JsonObject): ArmFile {
  const { manifest = {} } = arm;
  return {
    label: arm.version ?? null,
    target: { use: targetOf(arm)?.use ?? '', options },
    manifest: {
      prompt: manifest.prompt ?? null,
      model: manifest.model ?? null,
      parameters: manifest.parameters ?? {},
      tools: manifest.tools ?? [],
      retrieval: manifest.retrieval ?? null,
      files: manifest.files ?? [],
    },
  };
}

/** The long form of what an objective says: `answer: exact-match` and `exact-match:` are short ones. */
export function longObjective(
  name: string,
  objective: ObjectiveText,
): Exclude<ObjectiveText, string | null> & { readonly use: string } {
  if (objective === null) return { use: name };
  if (typeof objective === 'string') return { use: objective };
  return { ...objective, use: objective.use ?? name };
}

function objectiveOf(
  name: string,
  text: ObjectiveText,
  hasBaseline: boolean,
  members: CheckedMembers,
): ObjectiveFile {
  const objective = longObjective(name, text);
  const { margin = 'default' } = objective;
  const checked = members.evaluators.get(name);
  return {
    name,
    title: objective.title ?? null,
    evaluator: { use: objective.use, options: checked?.options ?? objective.options ?? {} },
    criticality: objective.criticality ?? 'required',
    floor: objective.floor ?? null,
    margin: !hasBaseline || margin === 'none' ? null : margin,
    mustImproveBy: objective.mustImproveBy ?? null,
    ceiling: objective.ceiling ?? null,
    mostCatastrophic: objective.mostCatastrophic ?? null,
    largestLoss: objective.largestLoss ?? 1,
    aggregate: objective.aggregate ?? null,
    failOn: objective.failOn ?? 'significant',
    facts: checked?.facts ?? null,
  };
}

function sliceOf(slice: SliceText): GateFile['slices'][number] {
  if (typeof slice === 'string') return { kind: 'by-name-or-key', name: slice };
  if ('key' in slice) return { kind: 'by-key', key: slice.key, critical: (slice.critical ?? []).map(String) };
  const isCritical = slice.critical ?? false;
  const definition = definitionOf(slice);
  return definition === undefined
    ? { kind: 'of-dataset', name: slice.name, isCritical }
    : { kind: 'named', definition, isCritical };
}

function definitionOf(slice: Extract<SliceText, { readonly name: string }>): SliceDefinition | undefined {
  if (slice.tags === undefined && slice.metadata === undefined) return undefined;
  return {
    name: slice.name,
    tags: [...new Set(slice.tags ?? [])].sort(),
    metadata: Object.fromEntries(
      Object.entries(slice.metadata ?? {}).map(([key, value]) => [
        key,
        Array.isArray(value) ? value : [value],
      ]),
    ),
  };
}

function tierOf(tier: Tier, text: TierText | undefined): TierFile {
  const defaults = defaultTiers[tier];
  if (text === undefined) return defaults;
  return {
    slice: text.slice ?? defaults.slice,
    limit: text.limit ?? defaults.limit,
    splits: text.splits ?? defaults.splits,
    objectives: text.objectives === 'all' ? null : (text.objectives ?? defaults.objectives),
    epochs: text.epochs ?? defaults.epochs,
    dataset: text.dataset === undefined ? defaults.dataset : datasetOf(text.dataset),
    statistics: statisticsOf(text.statistics ?? {}),
    decide: text.decide ?? defaults.decide,
  };
}

function statisticsOf(text: StatisticsText): Partial<StatisticsPolicy> {
  const { sequential, clustered, criticalAlpha, ...same } = text;
  // A stricter claim for everything is not loosened for what is critical.
  const critical =
    criticalAlpha ??
    (text.alpha === undefined ? undefined : Math.min(text.alpha, defaultStatistics.criticalAlpha));
  return {
    ...definedOnly(same),
    ...(critical === undefined ? {} : { criticalAlpha: critical }),
    ...(clustered === undefined ? {} : { isClustered: clustered }),
    ...(sequential === undefined
      ? {}
      : { looks: typeof sequential === 'number' ? sequential : sequential ? sequentialLooks : 1 }),
  };
}

function definedOnly<T extends object>(value: T): { [key in keyof T]: Exclude<T[key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [key in keyof T]: Exclude<T[key], undefined>;
  };
}
