// What changed between two versions of a dataset: examples, slices, schema, card. Not how it is shown.
import { isDeepStrictEqual } from 'node:util';
import type { DatasetCard, DatasetContent, ResolvedDataset } from '../../model/dataset.ts';
import type { Example, SliceDefinition } from '../../model/example.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { canonicalJson } from '../canonicalHash.ts';
import { inputText } from '../checks/inputText.ts';
import { indexedText, LikenessIndex } from '../checks/likenessIndex.ts';
import { shinglesOf } from '../checks/shingles.ts';
import { examplesOfSlice } from '../selection/examplesOfSlice.ts';

export type ChangedField = 'expected' | 'metadata' | 'tags' | 'split' | 'cluster';

export interface DatasetDiff {
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** By ascending example id, as are all lists of examples. */
  readonly added: readonly Example[];
  readonly removed: readonly Example[];
  readonly changed: readonly ChangedExample[];
  /** Pairs of a removed and an added example whose inputs are alike: most likely one that was reworded. They are in both lists too. */
  readonly reworded: readonly {
    readonly beforeId: string;
    readonly afterId: string;
    readonly likeness: number;
  }[];
  readonly unchanged: number;
  readonly slices: readonly SliceChange[];
  /** Null when it is the same. */
  readonly inputSchema: { readonly before: JsonObject | null; readonly after: JsonObject | null } | null;
  /** Fields of the card that differ; they are no part of the version id. */
  readonly card: readonly (keyof DatasetCard)[];
}

export interface DiffSide {
  readonly name: string;
  readonly versionId: string;
  readonly label: string | null;
  readonly source: string;
  readonly examples: number;
}

export interface ChangedExample {
  readonly exampleId: string;
  readonly fields: readonly ChangedField[];
  readonly before: Example;
  readonly after: Example;
}

export interface SliceChange {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'redefined' | 'same';
  /** How many examples are in it; null where there is no such slice. */
  readonly before: number | null;
  readonly after: number | null;
}

const fields: readonly ChangedField[] = ['expected', 'metadata', 'tags', 'split', 'cluster'];
/** Half of the text is the same. */
const rewordedLikeness = 0.5;

export function diffDatasets(before: ResolvedDataset, after: ResolvedDataset): DatasetDiff {
  const older = new Map(before.examples.map((example) => [example.exampleId, example]));
  const newer = new Map(after.examples.map((example) => [example.exampleId, example]));
  const added = after.examples.filter(({ exampleId }) => !older.has(exampleId));
  const removed = before.examples.filter(({ exampleId }) => !newer.has(exampleId));
  const changed = before.examples.flatMap((example) => {
    const other = newer.get(example.exampleId);
    const differing =
      other === undefined ? [] : fields.filter((field) => !isSame(example[field], other[field]));
    return other === undefined || differing.length === 0
      ? []
      : [{ exampleId: example.exampleId, fields: differing, before: example, after: other }];
  });
  return {
    before: sideOf(before),
    after: sideOf(after),
    added,
    removed,
    changed,
    reworded: rewordings(removed, added),
    unchanged: before.examples.length - removed.length - changed.length,
    slices: sliceChanges(before, after),
    inputSchema:
      canonicalJson(before.inputSchema) === canonicalJson(after.inputSchema)
        ? null
        : { before: before.inputSchema, after: after.inputSchema },
    card: cardFields.filter(
      (field) => canonicalJson(before.card[field]) !== canonicalJson(after.card[field]),
    ),
  };
}

/** Comparing is faster than writing both; what it does not find equal may still be, such as 0 and −0. */
function isSame(left: Json, right: Json): boolean {
  return isDeepStrictEqual(left, right) || canonicalJson(left) === canonicalJson(right);
}

/** Whether the two are the same version. */
export function isSameVersion({ before, after }: DatasetDiff): boolean {
  return before.versionId === after.versionId;
}

const cardFields = [
  'description',
  'curator',
  'custodian',
  'classification',
  'limitations',
  'licence',
] as const;

function sideOf({ name, versionId, label, source, examples }: ResolvedDataset): DiffSide {
  return { name, versionId, label, source, examples: examples.length };
}

/** Each removed example is taken once, by the first added one that is most like it. */
function rewordings(removed: readonly Example[], added: readonly Example[]): DatasetDiff['reworded'] {
  if (removed.length === 0 || added.length === 0) return [];
  const index = new LikenessIndex(rewordedLikeness);
  for (const { input } of removed) index.add(indexedText(shinglesOf(inputText(input))));
  const taken = new Set<number>();
  return added.flatMap(({ exampleId, input }) => {
    const match = index.nearest(indexedText(shinglesOf(inputText(input))), (at) => !taken.has(at));
    const other = match === undefined ? undefined : removed[match.at];
    if (match === undefined || other === undefined) return [];
    taken.add(match.at);
    return [{ beforeId: other.exampleId, afterId: exampleId, likeness: match.likeness }];
  });
}

function sliceChanges(before: DatasetContent, after: DatasetContent): readonly SliceChange[] {
  const names = [...new Set([...before.slices, ...after.slices].map(({ name }) => name))].sort();
  return names.map((name) => {
    const older = before.slices.find((slice) => slice.name === name);
    const newer = after.slices.find((slice) => slice.name === name);
    return {
      name,
      change: changeOf(older, newer),
      before: older === undefined ? null : examplesOfSlice(older, before.examples).length,
      after: newer === undefined ? null : examplesOfSlice(newer, after.examples).length,
    };
  });
}

function changeOf(
  older: SliceDefinition | undefined,
  newer: SliceDefinition | undefined,
): SliceChange['change'] {
  if (older === undefined) return 'added';
  if (newer === undefined) return 'removed';
  return canonicalJson({ ...older }) === canonicalJson({ ...newer }) ? 'same' : 'redefined';
}
