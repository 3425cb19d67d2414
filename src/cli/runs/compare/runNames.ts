// What compared runs are called in a table. Not their own names, which are long.
import type { WireComparison } from 'assay-sdk/wireEvidence';
import type { Column } from '../../print/table.ts';

/** A, B, … Z, then R27 and so on: short enough to head a column. */
export function nameOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `R${index + 1}`;
}

export function runColumns({ runs }: WireComparison, align: 'left' | 'point'): Column[] {
  return runs.map((_, index) => ({ title: nameOf(index), align, least: 8 }));
}
