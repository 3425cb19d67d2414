// The id of a dataset version: the Merkle root over its examples, its schema and its slices. Not where a version is kept.
import type { DatasetContent } from '../../model/dataset.ts';
import type { Example, SliceDefinition } from '../../model/example.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { canonicalJson } from '../canonicalHash.ts';
import { exampleText } from './exampleText.ts';
import { leafHash, merkleRoot } from './merkleRoot.ts';

/**
 * SHA-256 in hexadecimal, the same wherever the content lies and in whatever order it came.
 *
 * Entries, in this order: the canonical JSON of each example by ascending example id; of `{"inputSchema": …}`; of `{"slices": […]}` by
 * ascending name. The tree over them is that of RFC 6962. docs/datasets.md works an example by hand.
 */
export function versionIdOf({ examples, slices, inputSchema }: DatasetContent): string {
  const leaves = inIdOrder(examples).map((example) => leafHash(exampleText(example)));
  return versionIdOfLeaves(leaves, slices, inputSchema);
}

/** @param leaves leaf hashes of the examples, by ascending example id */
export function versionIdOfLeaves(
  leaves: readonly Uint8Array[],
  slices: readonly SliceDefinition[],
  inputSchema: JsonObject | null,
): string {
  const entries = [...leaves, leafHash(schemaText(inputSchema)), leafHash(slicesText(slices))];
  return merkleRoot(entries).toString('hex');
}

export function inIdOrder(examples: readonly Example[]): readonly Example[] {
  const isSorted = examples.every(
    (example, index) => index === 0 || (examples[index - 1]?.exampleId ?? '') < example.exampleId,
  );
  return isSorted ? examples : examples.toSorted((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
}

function schemaText(inputSchema: JsonObject | null): string {
  return canonicalJson({ inputSchema });
}

function slicesText(slices: readonly SliceDefinition[]): string {
  return canonicalJson({ slices: slices.map(canonicalSlice).toSorted((a, b) => (a.name < b.name ? -1 : 1)) });
}

/** Tags and the values of a key are sets: in the order of their canonical JSON, without repeats. */
function canonicalSlice({ name, tags, metadata }: SliceDefinition): {
  readonly name: string;
  readonly tags: readonly Json[];
  readonly metadata: { readonly [key: string]: readonly Json[] };
} {
  return {
    name,
    tags: asSet(tags),
    metadata: Object.fromEntries(Object.entries(metadata).map(([key, values]) => [key, asSet(values)])),
  };
}

function asSet(values: readonly Json[]): readonly Json[] {
  const byText = new Map(values.map((value) => [canonicalJson(value), value]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
