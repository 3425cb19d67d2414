// What should make somebody pause before a dataset is published: near-duplicates, and examples that leak between splits or datasets.
import { setImmediate as breathe } from 'node:timers/promises';
import type { DatasetFindings, LikePair } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import { canonicalJson } from '../canonicalHash.ts';
import { inputText } from './inputText.ts';
import { type IndexedText, indexedText, LikenessIndex } from './likenessIndex.ts';
import { shinglesOf } from './shingles.ts';

/** From this likeness on, two inputs are near-duplicates: the same sentence with a word added or changed, not the same template. */
export const nearDuplicateLikeness = 0.8;

/**
 * Pairs of alike inputs: each example with the most alike one before it. Within a cluster they may be alike, since clusters count as one.
 *
 * @param others examples of another dataset, such as one that was trained on; null without one
 */
export async function checkExamples(
  examples: readonly Example[],
  others: { readonly name: string; readonly examples: readonly Example[] } | null,
): Promise<DatasetFindings> {
  const texts = await textsOf(examples);
  const pairs = await pairsWithin(examples, texts);
  return {
    nearDuplicates: pairs.filter(({ splits: [a, b] }) => a === b || a === null || b === null),
    leaks: pairs.filter(({ splits: [a, b] }) => a !== b && a !== null && b !== null),
    splitClusters: clustersOverSplits(examples),
    against:
      others === null
        ? null
        : { name: others.name, pairs: await pairsAgainst(examples, texts, others.examples) },
  };
}

/** How many findings there are in all. */
export function countFindings({ nearDuplicates, leaks, splitClusters, against }: DatasetFindings): number {
  return nearDuplicates.length + leaks.length + splitClusters.length + (against?.pairs.length ?? 0);
}

/** A leak is looked for first: an example has at most one pair, and a pair over splits says more than one within. */
async function pairsWithin(
  examples: readonly Example[],
  texts: readonly IndexedText[],
): Promise<readonly LikePair[]> {
  const index = new LikenessIndex(nearDuplicateLikeness);
  const isSplit = new Set(examples.map(({ split }) => split).filter((split) => split !== null)).size > 1;
  const pairs: LikePair[] = [];
  for (const [at, example] of examples.entries()) {
    if (at % stepsPerBreath === 0) await breathe();
    const text = texts[at];
    if (text === undefined) continue;
    const leak =
      isSplit && example.split !== null
        ? index.nearest(text, (other) => isOverSplits(example, examples[other]))
        : undefined;
    const match = leak ?? index.nearest(text, (other) => !isSameCluster(example, examples[other]));
    const other = match === undefined ? undefined : examples[match.at];
    if (match !== undefined && other !== undefined) pairs.push(pairOf(other, example, match.likeness));
    index.add(text);
  }
  return pairs.sort((a, b) => b.likeness - a.likeness || (a.exampleId < b.exampleId ? -1 : 1));
}

async function pairsAgainst(
  examples: readonly Example[],
  texts: readonly IndexedText[],
  others: readonly Example[],
): Promise<readonly LikePair[]> {
  const index = new LikenessIndex(nearDuplicateLikeness);
  for (const text of await textsOf(others)) index.add(text);
  const pairs: LikePair[] = [];
  for (const [at, example] of examples.entries()) {
    if (at % stepsPerBreath === 0) await breathe();
    const text = texts[at];
    const match = text === undefined ? undefined : index.nearest(text, () => true);
    const other = match === undefined ? undefined : others[match.at];
    if (match !== undefined && other !== undefined) pairs.push(pairOf(other, example, match.likeness));
  }
  return pairs;
}

/** Others are served between so many examples: this runs beside the traffic of a server. */
const stepsPerBreath = 256;

async function textsOf(examples: readonly Example[]): Promise<readonly IndexedText[]> {
  const texts: IndexedText[] = [];
  for (const [at, { input }] of examples.entries()) {
    if (at % stepsPerBreath === 0) await breathe();
    texts.push(indexedText(shinglesOf(inputText(input))));
  }
  return texts;
}

function pairOf(other: Example, example: Example, likeness: number): LikePair {
  return {
    exampleId: example.exampleId,
    otherId: other.exampleId,
    likeness,
    input: excerpt(example),
    otherInput: excerpt(other),
    splits: [other.split, example.split],
    isContradiction:
      example.expected !== null &&
      other.expected !== null &&
      canonicalJson(example.expected) !== canonicalJson(other.expected),
  };
}

function isOverSplits(example: Example, other: Example | undefined): boolean {
  return (
    example.split !== null && other !== undefined && other.split !== null && other.split !== example.split
  );
}

function isSameCluster(example: Example, other: Example | undefined): boolean {
  return example.cluster !== null && example.cluster === other?.cluster;
}

function clustersOverSplits(examples: readonly Example[]): DatasetFindings['splitClusters'] {
  const splitsOf = new Map<string, Set<string>>();
  for (const { cluster, split } of examples) {
    if (cluster === null || split === null) continue;
    const splits = splitsOf.get(cluster);
    if (splits === undefined) splitsOf.set(cluster, new Set([split]));
    else splits.add(split);
  }
  return [...splitsOf]
    .filter(([, splits]) => splits.size > 1)
    .map(([cluster, splits]) => ({ cluster, splits: [...splits].sort() }))
    .sort((a, b) => (a.cluster < b.cluster ? -1 : 1));
}

const mostExcerpt = 200;

function excerpt({ input }: Example): string {
  const text = inputText(input);
  return text.length <= mostExcerpt ? text : `${text.slice(0, mostExcerpt - 1).toWellFormed()}…`;
}
