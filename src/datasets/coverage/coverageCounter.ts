// Counts what a dataset covers while its examples go by. Not what people say about it on the card.
import type { CountTable, DatasetCoverage, LengthDistribution } from '../../model/dataset.ts';
import { type Example, holdoutSplit, type SliceDefinition } from '../../model/example.ts';
import type { Json } from '../../model/json.ts';
import { inputText } from '../checks/inputText.ts';
import { isInSlice } from '../selection/examplesOfSlice.ts';

/** Names told of one table; the others are counted. */
const mostNames = 50;
/** Metadata keys told, and values remembered of one key: keys with more, such as ids, are no categories. */
const mostKeys = 50;
const mostValues = 10_000;

export class CoverageCounter {
  readonly #slices: readonly SliceDefinition[];
  readonly #tags = new Tally();
  readonly #splits = new Tally();
  readonly #inSlices = new Tally();
  readonly #clusters = new Map<string, number>();
  readonly #metadata = new Map<string, { examples: number; values: Tally }>();
  readonly #lengths: number[] = [];
  #withExpectation = 0;

  constructor(slices: readonly SliceDefinition[]) {
    this.#slices = slices;
  }

  add(example: Example): void {
    if (example.expected !== null) this.#withExpectation += 1;
    for (const tag of example.tags) this.#tags.add(tag);
    if (example.split !== null) this.#splits.add(example.split);
    if (example.cluster !== null)
      this.#clusters.set(example.cluster, (this.#clusters.get(example.cluster) ?? 0) + 1);
    for (const slice of this.#slices) this.#inSlices.add(slice.name, isInSlice(slice, example) ? 1 : 0);
    for (const [key, value] of Object.entries(example.metadata)) this.#countKey(key, value);
    this.#lengths.push(inputText(example.input).length);
  }

  result(): DatasetCoverage {
    const clusterSizes = [...this.#clusters.values()];
    return {
      examples: this.#lengths.length,
      withExpectation: this.#withExpectation,
      holdout: this.#splits.count(holdoutSplit),
      tags: this.#tags.table(),
      splits: this.#splits.table(),
      slices: this.#inSlices.table(),
      metadata: Object.fromEntries(
        [...this.#metadata]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, { examples, values }]) => [key, { examples, values: values.table() }]),
      ),
      clusters: {
        count: clusterSizes.length,
        examples: clusterSizes.reduce((sum, size) => sum + size, 0),
        largest: clusterSizes.reduce((most, size) => Math.max(most, size), 0),
      },
      inputLength: distributionOf(this.#lengths),
    };
  }

  #countKey(key: string, value: Json): void {
    let counted = this.#metadata.get(key);
    if (counted === undefined) {
      if (this.#metadata.size >= mostKeys) return;
      this.#metadata.set(key, (counted = { examples: 0, values: new Tally() }));
    }
    counted.examples += 1;
    for (const member of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
      counted.values.add(typeof member === 'string' ? member : JSON.stringify(member));
    }
  }
}

class Tally {
  readonly #counts = new Map<string, number>();
  #overflow = 0;

  add(name: string, by = 1): void {
    const before = this.#counts.get(name);
    if (before === undefined && this.#counts.size >= mostValues) this.#overflow += 1;
    else this.#counts.set(name, (before ?? 0) + by);
  }

  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  table(): CountTable {
    const sorted = [...this.#counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const shown = sorted.slice(0, mostNames).map(([name, count]) => ({ name: name.slice(0, 250), count }));
    return { counts: shown, others: sorted.length - shown.length + this.#overflow };
  }
}

function distributionOf(lengths: readonly number[]): LengthDistribution | null {
  const sorted = Float64Array.from(lengths).sort();
  if (sorted.length === 0) return null;
  // The smallest length that at least this share does not exceed.
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { least: at(0), p10: at(0.1), median: at(0.5), p90: at(0.9), most: at(1) };
}

export function coverageOf(examples: Iterable<Example>, slices: readonly SliceDefinition[]): DatasetCoverage {
  const counter = new CoverageCounter(slices);
  for (const example of examples) counter.add(example);
  return counter.result();
}
