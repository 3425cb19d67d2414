// Which examples a gate run uses, and in which order. Not what is done with them, and not the log of who looked at the holdout.
import type { ExampleSelection, ResolvedDataset } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import { type Example, holdoutSplit, type SliceDefinition } from '../../model/example.ts';
import { nearestWord } from '../../model/nearestWord.ts';
import { examplesOfSlice, isInSlice } from './examplesOfSlice.ts';
import { seededFraction } from './seededFraction.ts';

/**
 * The selected examples in the order in which they are looked at: a seeded permutation, stratified so that every beginning of it has
 * close to each slice's share, with clusters kept whole. The same dataset, selection and seed give the same order everywhere, and an
 * example that is added to the dataset moves the others only within their stratum.
 *
 * With a limit, clusters that no longer fit are passed over, so that there may be fewer than the limit, never more.
 *
 * @param slices that strata are made of; those of the dataset when left out
 * @throws AssayError `dataset/unknown-slice`, `dataset/unknown-split`
 * @source statistics note 2.6: blocks stratified by slice, whole clusters together
 */
export function selectExamples(
  dataset: ResolvedDataset,
  selection: ExampleSelection,
  seed: string,
  slices: readonly SliceDefinition[] = dataset.slices,
): readonly Example[] {
  const chosen = ofSlice(ofSplits(dataset.examples, selection.splits), selection.slice, slices);
  const ordered = inSeededOrder(unitsOf(chosen, slices), seed);
  const limit = selection.limit ?? Infinity;
  const taken: Example[] = [];
  for (const { examples } of ordered) if (taken.length + examples.length <= limit) taken.push(...examples);
  return taken;
}

function ofSplits(examples: readonly Example[], splits: readonly string[] | null): readonly Example[] {
  if (splits === null) return examples.filter(({ split }) => split !== holdoutSplit);
  const known = new Set(examples.map(({ split }) => split).filter((split) => split !== null));
  const unknown = splits.find((split) => !known.has(split));
  if (unknown !== undefined)
    throw new AssayError(
      'dataset/unknown-split',
      `No example is of the split '${unknown}'.${hint(unknown, known)}`,
    );
  return examples.filter(({ split }) => split !== null && splits.includes(split));
}

function ofSlice(
  examples: readonly Example[],
  name: string | null,
  slices: readonly SliceDefinition[],
): readonly Example[] {
  if (name === null) return examples;
  const definition = slices.find((slice) => slice.name === name);
  if (definition !== undefined) return examplesOfSlice(definition, examples);
  const known = slices.map((slice) => slice.name);
  throw new AssayError('dataset/unknown-slice', `There is no slice '${name}'.${hint(name, known)}`);
}

function hint(word: string, known: Iterable<string>): string {
  const names = [...known].sort();
  const meant = nearestWord(word, names);
  if (meant !== undefined) return ` Did you mean '${meant}'?`;
  return names.length === 0 ? ' There are none.' : ` There are ${names.join(', ')}.`;
}

/** What is drawn together: a cluster, or an example that has none. */
interface Unit {
  readonly name: string;
  /** The slices that any of its examples is in: units with the same slices are one stratum. */
  readonly stratum: string;
  readonly examples: readonly Example[];
}

function unitsOf(examples: readonly Example[], slices: readonly SliceDefinition[]): readonly Unit[] {
  const grouped = Map.groupBy(examples, ({ cluster, exampleId }) =>
    cluster === null ? `example ${exampleId}` : `cluster ${cluster}`,
  );
  return [...grouped].map(([name, members]) => ({
    name,
    stratum: slices
      .map((slice) => (members.some((example) => isInSlice(slice, example)) ? '1' : '0'))
      .join(''),
    examples: members,
  }));
}

/** Each stratum is shuffled by itself and then spread evenly over the whole: its k-th example lies near the share k ⁄ size. */
function inSeededOrder(units: readonly Unit[], seed: string): readonly Unit[] {
  const placed = [...Map.groupBy(units, ({ stratum }) => stratum)].flatMap(([stratum, members]) => {
    const size = members.reduce((sum, { examples }) => sum + examples.length, 0);
    const offset = seededFraction(seed, 'stratum', stratum);
    let before = 0;
    return shuffled(members, seed).map((unit) => {
      const at = (before + offset * unit.examples.length) / size;
      before += unit.examples.length;
      return { unit, at };
    });
  });
  return placed
    .toSorted((a, b) => a.at - b.at || (a.unit.name < b.unit.name ? -1 : 1))
    .map(({ unit }) => unit);
}

function shuffled(units: readonly Unit[], seed: string): readonly Unit[] {
  return units
    .map((unit) => ({ unit, at: seededFraction(seed, unit.name) }))
    .toSorted((a, b) => a.at - b.at || (a.unit.name < b.unit.name ? -1 : 1))
    .map(({ unit }) => unit);
}
