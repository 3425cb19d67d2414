// What a gate file needs of the machine it runs on: commands, modules and files. A server runs none of these for whoever asks.
import type { Json } from '../model/json.ts';
import type { ArmFile, GateFile } from './policy/gateFile.ts';

/** Targets that only ask an endpoint, or read what the store has. */
const remoteTargets: readonly string[] = ['openai', 'http', 'recorded'];
/** Evaluators and targets that are somebody's code. */
const codeMembers: readonly string[] = ['command', 'module'];
/** Options that name something on the disk. */
const fileOptions: readonly string[] = ['file', 'files', 'command', 'module', 'labels', 'folder', 'cwd'];

/** @returns what it needs, in words; empty when a server can carry it out by itself */
export function codeNeeds(file: GateFile): readonly string[] {
  const needs = new Set<string>();
  for (const [name, arm] of [
    ['candidate', file.candidate],
    ['baseline', file.baseline],
  ] as const) {
    if (arm !== null) for (const need of needsOfArm(arm)) needs.add(`${name}: ${need}`);
  }
  for (const { name, evaluator } of file.objectives) {
    if (codeMembers.includes(evaluator.use)) needs.add(`${name}: the evaluator '${evaluator.use}'`);
    for (const need of needsOfOptions(evaluator.options)) needs.add(`${name}: ${need}`);
  }
  for (const dataset of [file.dataset, ...Object.values(file.tiers).map((tier) => tier.dataset)]) {
    if (dataset !== null && looksLikePath(dataset.source)) needs.add(`the dataset ${dataset.source}`);
  }
  return [...needs];
}

function needsOfArm({ target, manifest }: ArmFile): readonly string[] {
  return [
    ...(remoteTargets.includes(target.use) ? [] : [`the target '${target.use}'`]),
    ...needsOfOptions(target.options),
    ...(manifest.files.length === 0 ? [] : [`the files ${manifest.files.join(', ')}`]),
  ];
}

/** Evaluators may have others inside them, so that every level is looked at. */
function needsOfOptions(options: Json, at = 'options'): readonly string[] {
  if (Array.isArray(options)) {
    const items: readonly Json[] = options;
    return items.flatMap((each) => needsOfOptions(each, at));
  }
  if (typeof options !== 'object' || options === null) return [];
  return Object.entries(options).flatMap(([key, value]: [string, Json]) => {
    if (key === 'use' && typeof value === 'string' && codeMembers.includes(value)) {
      return [`the evaluator '${value}'`];
    }
    const isSaid = value !== null && !(Array.isArray(value) && value.length === 0);
    // An artifact of a run is in the store, whatever its path is called.
    if (key === 'artifact') return [];
    return fileOptions.includes(key) && isSaid && typeof value !== 'boolean' && !isList(value, key)
      ? [`the option '${key}'`]
      : needsOfOptions(value, `${at}.${key}`);
  });
}

/** `labels` of a classification are words, not a file. */
const isList = (value: Json, key: string): boolean => key === 'labels' && Array.isArray(value);

/** As datasets are opened: what has a separator or the ending of a file is one. */
const looksLikePath = (source: string): boolean =>
  /[/\\]/.test(source) ||
  /^\.{1,2}$/.test(source) ||
  /\.(jsonl|ndjson|json|csv|tsv|parquet|ya?ml)$/i.test(source);
