// The policy of one tier on one dataset: slices by their examples, margins by their number. Not the selection of examples.
import type { ResolvedDataset } from '../../model/dataset.ts';
import { isInSlice } from '../../datasets/selection/examplesOfSlice.ts';
import { holdoutSplit, type Example, type SliceDefinition } from '../../model/example.ts';
import type { JudgementPolicy, ObjectivePolicy, SlicePolicy, Tier } from '../../model/gatePolicy.ts';
import { suggestion } from './explainIssues.ts';
import type { GateFile, ObjectiveFile } from './gateFile.ts';
import { defaultMargin } from './policyDefaults.ts';
import { type PolicyProblem, pointerOf, policyError } from './policyProblem.ts';

/** A key with more values than this names examples rather than cohorts. */
const mostValues = 50;

/**
 * What is judged on a tier.
 *
 * @throws AssayError `policy/invalid` with every slice that the dataset does not have, at its line
 */
export function policyForTier(file: GateFile, tier: Tier, dataset: ResolvedDataset): JudgementPolicy {
  const problems: PolicyProblem[] = [];
  const problem = (path: readonly (string | number)[], message: string, fix: string): void => {
    const pointer = pointerOf(path);
    problems.push({ line: lineOf(file, path), column: 1, pointer, message, fix });
  };
  const slices = resolveSlices(file, dataset, problem);
  const settings = file.tiers[tier];
  const known = [...slices.map(({ definition }) => definition), ...dataset.slices].map(({ name }) => name);
  if (settings.slice !== null && !known.includes(settings.slice)) {
    problem(
      ['tiers', tier, 'slice'],
      `The dataset \`${dataset.name}\` has no slice \`${settings.slice}\`.`,
      suggestion(settings.slice, known) ?? 'Define it under `slices:`, or in the dataset.',
    );
  }
  const taking = file.objectives.filter((objective) => takesPart(objective, settings.objectives));
  if (!taking.some(({ criticality }) => criticality === 'required' || criticality === 'critical')) {
    problem(
      ['tiers', tier, 'objectives'],
      `No objective that decides takes part in the tier \`${tier}\`.`,
      settings.objectives === 'deterministic'
        ? `Write \`tiers: { ${tier}: { objectives: all } }\`, or add an objective that needs no model.`
        : 'Name one that is `required` or `critical`.',
    );
  }
  if (problems.length > 0) throw policyError(file.source.path, problems);
  const examples = countOf(dataset, settings.splits, settings.limit);
  return {
    objectives: taking.map((objective) => withMargin(objective, examples)),
    slices,
    statistics: { ...file.statistics, ...settings.statistics },
    tier,
    decide: settings.decide,
    waived: [],
  };
}

type Complain = (path: readonly (string | number)[], message: string, fix: string) => void;

function resolveSlices(file: GateFile, dataset: ResolvedDataset, problem: Complain): SlicePolicy[] {
  const found: SlicePolicy[] = [];
  const add = (slice: SlicePolicy, path: readonly (string | number)[]): void => {
    if (found.some(({ definition }) => definition.name === slice.definition.name)) {
      problem(path, `The slice \`${slice.definition.name}\` is listed twice.`, 'Keep one of them.');
    } else {
      found.push(slice);
    }
  };
  for (const [index, slice] of file.slices.entries()) {
    const path = ['slices', index];
    switch (slice.kind) {
      case 'named':
        if (!dataset.examples.some((example) => isInSlice(slice.definition, example))) {
          problem(
            path,
            `No example of \`${dataset.name}\` belongs to the slice \`${slice.definition.name}\`.`,
            missingCondition(slice.definition, dataset),
          );
          break;
        }
        add({ definition: slice.definition, isCritical: slice.isCritical, by: null }, path);
        break;
      case 'of-dataset': {
        const definition = dataset.slices.find(({ name }) => name === slice.name);
        if (definition === undefined) {
          unknownSlice(slice.name, path, dataset, problem, '`tags:` or `metadata:`');
          break;
        }
        add({ definition, isCritical: slice.isCritical, by: null }, path);
        break;
      }
      case 'by-name-or-key': {
        const definition = dataset.slices.find(({ name }) => name === slice.name);
        if (definition === undefined) addValues(slice.name, [], path);
        else add({ definition, isCritical: false, by: null }, path);
        break;
      }
      case 'by-key':
        addValues(slice.key, slice.critical, path);
    }
  }
  return found;

  function addValues(key: string, critical: readonly string[], path: readonly (string | number)[]): void {
    const values = valuesOf(dataset.examples, key);
    if (values.length === 0) {
      unknownSlice(key, path, dataset, problem, 'this key to the metadata of the examples');
      return;
    }
    if (values.length > mostValues) {
      problem(
        path,
        `The key \`${key}\` has ${values.length} values; at most ${mostValues} can be slices.`,
        'Name the cohorts that matter with `name:` and `metadata:`.',
      );
      return;
    }
    for (const [at, value] of critical.entries()) {
      if (values.some(({ text }) => text === value)) continue;
      const texts = values.map(({ text }) => text);
      problem(
        [...path, 'critical', at],
        `No example has the value \`${value}\` for \`${key}\`.`,
        suggestion(value, texts) ?? `The values are \`${texts.join('`, `')}\`.`,
      );
    }
    for (const { text, definition } of values) {
      add({ definition, isCritical: critical.includes(text), by: key }, path);
    }
  }
}

function unknownSlice(
  name: string,
  path: readonly (string | number)[],
  dataset: ResolvedDataset,
  problem: Complain,
  add: string,
): void {
  const known = [...dataset.slices.map((slice) => slice.name), ...keysOf(dataset.examples)];
  problem(
    path,
    `The dataset \`${dataset.name}\` has neither a slice nor a metadata key \`${name}\`.`,
    suggestion(name, known) ??
      (known.length === 0 ? `Add ${add}.` : `It has \`${known.slice(0, 10).join('`, `')}\`.`),
  );
}

function missingCondition(definition: SliceDefinition, dataset: ResolvedDataset): string {
  const tags = new Set(dataset.examples.flatMap((example) => example.tags));
  const tag = definition.tags.find((each) => !tags.has(each));
  if (tag !== undefined) return suggestion(tag, [...tags]) ?? `No example has the tag \`${tag}\`.`;
  const keys = keysOf(dataset.examples);
  for (const [key, wanted] of Object.entries(definition.metadata)) {
    if (!keys.includes(key)) return suggestion(key, keys) ?? `No example has the key \`${key}\`.`;
    const values = valuesOf(dataset.examples, key).map(({ text }) => text);
    if (wanted.some((value) => values.includes(String(value)))) continue;
    return suggestion(String(wanted[0]), values) ?? `The values are \`${values.slice(0, 10).join('`, `')}\`.`;
  }
  return 'No example meets all of its conditions at once.';
}

type Plain = string | number | boolean;

function plainValues(example: Example, key: string): Plain[] {
  const value = Object.hasOwn(example.metadata, key) ? example.metadata[key] : undefined;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter(
    (each): each is Plain =>
      typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean',
  );
}

function valuesOf(
  examples: readonly Example[],
  key: string,
): { readonly text: string; readonly definition: SliceDefinition }[] {
  const found = new Map<string, Set<Plain>>();
  for (const example of examples) {
    for (const value of plainValues(example, key)) {
      const text = String(value);
      if (text === '') continue;
      found.set(text, (found.get(text) ?? new Set()).add(value));
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, values]) => ({
      text,
      definition: { name: `${key}=${text}`, tags: [], metadata: { [key]: [...values] } },
    }));
}

const keysOf = (examples: readonly Example[]): string[] => [
  ...new Set(examples.flatMap(({ metadata }) => Object.keys(metadata))),
];

function takesPart(
  { name, facts }: ObjectiveFile,
  chosen: readonly string[] | 'deterministic' | null,
): boolean {
  if (chosen === null) return true;
  if (chosen === 'deterministic') return facts === null || (facts.isDeterministic && !facts.isJudge);
  return chosen.includes(name);
}

function withMargin({ facts, margin, ...objective }: ObjectiveFile, examples: number): ObjectivePolicy {
  return {
    ...objective,
    margin:
      margin === 'default'
        ? defaultMargin(facts?.scale ?? 'score', facts?.dimension === 'cost', examples)
        : margin,
  };
}

function countOf(dataset: ResolvedDataset, splits: readonly string[] | null, limit: number | null): number {
  const count = dataset.examples.filter(({ split }) =>
    splits === null ? split !== holdoutSplit : split !== null && splits.includes(split),
  ).length;
  return limit === null ? count : Math.min(limit, count);
}

/** The line of the path, or of the nearest thing around it. */
function lineOf(file: GateFile, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = file.source.lines.get(pointerOf(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}
