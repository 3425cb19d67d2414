// The numbers of one objective that enter a test: all examples or a slice of them, under one reading of what is missing.
import type { Alignment } from './alignArms.ts';

/** How missing results of the candidate are read: `pessimistic` as the worst value, `complete` left out. */
export type MissingView = 'pessimistic' | 'complete';

export interface SelectedPairs {
  readonly examples: Int32Array;
  /** On the evaluator's own scale. */
  readonly candidate: Float64Array;
  readonly baseline: Float64Array;
}

export interface SelectedLevels {
  readonly examples: Int32Array;
  readonly candidate: Float64Array;
}

/** Examples with a value in both arms. @param subset ascending indices; null for all */
export function selectPairs(
  alignment: Alignment,
  view: MissingView,
  subset: Int32Array | null,
): SelectedPairs {
  const { candidate, baseline } = alignment[view];
  if (baseline === null)
    return { examples: new Int32Array(), candidate: new Float64Array(), baseline: new Float64Array() };
  const examples = kept(
    candidate.length,
    subset,
    (i) => !Number.isNaN(candidate[i]) && !Number.isNaN(baseline[i]),
  );
  return { examples, candidate: picked(candidate, examples), baseline: picked(baseline, examples) };
}

/** Examples with a value of the candidate. */
export function selectLevels(alignment: Alignment, view: MissingView): SelectedLevels {
  const { candidate } = alignment[view];
  const examples = kept(candidate.length, null, (i) => !Number.isNaN(candidate[i]));
  return { examples, candidate: picked(candidate, examples) };
}

/** The values at these examples. */
export function picked(values: Float64Array, examples: Int32Array): Float64Array {
  const result = new Float64Array(examples.length);
  for (let i = 0; i < examples.length; i++) result[i] = values[examples[i] ?? 0] ?? Number.NaN;
  return result;
}

/** The clusters of these examples; null when examples are independent. */
export function clustersOf(clusters: Int32Array | null, examples: Int32Array): Int32Array | null {
  return clusters === null ? null : examples.map((example) => clusters[example] ?? 0);
}

function kept(n: number, subset: Int32Array | null, isKept: (i: number) => boolean): Int32Array {
  const indices = new Int32Array(subset?.length ?? n);
  let count = 0;
  for (let place = 0; place < indices.length; place++) {
    const i = subset === null ? place : (subset[place] ?? 0);
    if (isKept(i)) indices[count++] = i;
  }
  return indices.subarray(0, count);
}
