// Precision, recall, F1, macro F1 and Matthews' correlation of labels, for any resample of examples. Undefined where a denominator is 0.
import type { AggregateMetric } from '../../model/gatePolicy.ts';
import { confusionMetrics } from '../../stats/confusionMetrics.ts';

/** Labels as numbers, −1 where an answer has none or another label than any expected. */
export interface LabelPairs {
  readonly expected: Int32Array;
  readonly answered: Int32Array;
  /** How many labels are expected anywhere. */
  readonly labels: number;
  /** The label that precision, recall and F1 are about; −1: the mean over labels. */
  readonly positive: number;
}

/** @param units indices of examples, an index as often as it was drawn */
export function aggregateFigure(
  metric: AggregateMetric,
  pairs: LabelPairs,
  units: Int32Array,
): number | undefined {
  const { labels, positive } = pairs;
  // Row: expected; column: answered; the last column is no label or an unknown one.
  const counts = new Int32Array(labels * (labels + 1));
  for (const unit of units) {
    const row = pairs.expected[unit] ?? -1;
    if (row < 0) continue;
    const column = pairs.answered[unit] ?? -1;
    const at = row * (labels + 1) + (column < 0 ? labels : column);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  switch (metric) {
    case 'mcc':
      return matthews(counts, labels);
    case 'macro-f1':
      return meanOverLabels(counts, labels, 'f1');
    case 'precision':
    case 'recall':
    case 'f1':
      return positive < 0
        ? meanOverLabels(counts, labels, metric)
        : figureOf(counts, labels, positive, metric);
  }
}

function figureOf(
  counts: Int32Array,
  labels: number,
  label: number,
  metric: 'precision' | 'recall' | 'f1',
): number | undefined {
  let tp = 0;
  let fp = 0;
  let fn = 0;
  for (let row = 0; row < labels; row++) {
    const answered = counts[row * (labels + 1) + label] ?? 0;
    if (row === label) tp = answered;
    else fp += answered;
  }
  for (let column = 0; column <= labels; column++) {
    if (column !== label) fn += counts[label * (labels + 1) + column] ?? 0;
  }
  return confusionMetrics({ tp, fp, fn, tn: 0 })[metric];
}

/** Labels that a resample neither expects nor answers have no figure and are left out of the mean. */
function meanOverLabels(
  counts: Int32Array,
  labels: number,
  metric: 'precision' | 'recall' | 'f1',
): number | undefined {
  let sum = 0;
  let defined = 0;
  for (let label = 0; label < labels; label++) {
    const figure = figureOf(counts, labels, label, metric);
    if (figure === undefined) continue;
    sum += figure;
    defined++;
  }
  return defined === 0 ? undefined : sum / defined;
}

/** The multiclass form; for two labels it is Matthews' own. @source Gorodkin 2004 */
function matthews(counts: Int32Array, labels: number): number | undefined {
  const columns = labels + 1;
  const rowSums = new Float64Array(columns);
  const columnSums = new Float64Array(columns);
  let correct = 0;
  let all = 0;
  for (let row = 0; row < labels; row++) {
    for (let column = 0; column < columns; column++) {
      const count = counts[row * columns + column] ?? 0;
      rowSums[row] = (rowSums[row] ?? 0) + count;
      columnSums[column] = (columnSums[column] ?? 0) + count;
      all += count;
      if (row === column) correct += count;
    }
  }
  let crossed = 0;
  let rows = 0;
  let answered = 0;
  for (let label = 0; label < columns; label++) {
    const row = rowSums[label] ?? 0;
    const column = columnSums[label] ?? 0;
    crossed += row * column;
    rows += row * row;
    answered += column * column;
  }
  const spread = Math.sqrt(all * all - answered) * Math.sqrt(all * all - rows);
  return spread === 0 ? undefined : (correct * all - crossed) / spread;
}
