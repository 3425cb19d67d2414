// Precision, recall, F1, MCC and confusion over a set of labelled answers. No evaluator: it looks at all examples at once.

export interface LabelledAnswer {
  readonly expected: string;
  /** Null when the answer stands for no label: wrong for its example, and held against no other label. */
  readonly answered: string | null;
}

export interface LabelReport {
  readonly label: string;
  /** How many examples expect it. */
  readonly support: number;
  /** Null when it was never answered. */
  readonly precision: number | null;
  /** Null when it was never expected. */
  readonly recall: number | null;
  /** 2·tp ÷ (2·tp + fp + fn): 0 when it was expected and never answered. */
  readonly f1: number | null;
}

export interface ClassificationReport {
  readonly n: number;
  readonly unanswered: number;
  /** Every label that was expected or answered, sorted by code unit. */
  readonly labels: readonly LabelReport[];
  /** `confusion[expected][answered]`, in the order of `labels`; answers without a label are in no column. */
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: number | null;
  /** Means over labels; null where a label has none. */
  readonly macroPrecision: number | null;
  readonly macroRecall: number | null;
  readonly macroF1: number | null;
  /** Over all decisions together; equals accuracy when every answer has a label. */
  readonly microF1: number | null;
  /** Weighted by support. */
  readonly weightedF1: number | null;
  /** Matthews' correlation for any number of labels, in [−1, 1]; null when one side is constant. */
  readonly mcc: number | null;
}

/**
 * @returns null in every place whose denominator is 0: nothing is known there, and 0 would be a claim
 * @source Matthews 1975; Gorodkin 2004 for more than two labels. Reference values: scikit-learn 1.9.1, `fixtures/referenceScores.json`
 */
export function classificationReport(answers: readonly LabelledAnswer[]): ClassificationReport {
  const names = [
    ...new Set(
      answers.flatMap(({ expected, answered }) => (answered === null ? [expected] : [expected, answered])),
    ),
  ].sort(byCodeUnit);
  const position = new Map(names.map((name, index) => [name, index]));
  const confusion = names.map(() => names.map(() => 0));
  const support = names.map(() => 0);
  const answeredAs = names.map(() => 0);
  for (const { expected, answered } of answers) {
    const row = position.get(expected) ?? 0;
    add(support, row);
    if (answered === null) continue;
    const column = position.get(answered) ?? 0;
    add(answeredAs, column);
    add(confusion[row] ?? [], column);
  }
  const labels = names.map((label, index): LabelReport => {
    const hits = confusion[index]?.[index] ?? 0;
    const expected = support[index] ?? 0;
    const given = answeredAs[index] ?? 0;
    return {
      label,
      support: expected,
      precision: ratio(hits, given),
      recall: ratio(hits, expected),
      f1: ratio(2 * hits, expected + given),
    };
  });
  const n = answers.length;
  const hits = sum(names.map((_, index) => confusion[index]?.[index] ?? 0));
  const given = sum(answeredAs);
  return {
    n,
    unanswered: n - given,
    labels,
    confusion,
    accuracy: ratio(hits, n),
    macroPrecision: mean(labels.map(({ precision }) => precision)),
    macroRecall: mean(labels.map(({ recall }) => recall)),
    macroF1: mean(labels.map(({ f1 }) => f1)),
    microF1: ratio(2 * hits, n + given),
    weightedF1: ratio(sum(labels.map((label) => label.support * (label.f1 ?? 0))), n),
    mcc: correlation(n, hits, support, answeredAs),
  };
}

function correlation(
  n: number,
  hits: number,
  support: readonly number[],
  answeredAs: readonly number[],
): number | null {
  const both = sum(support.map((count, index) => count * (answeredAs[index] ?? 0)));
  // An answer without a label is a column of its own that nobody expects.
  const unanswered = n - sum(answeredAs);
  const answeredSquares = sum(answeredAs.map((count) => count * count)) + unanswered * unanswered;
  const spread = (n * n - answeredSquares) * (n * n - sum(support.map((count) => count * count)));
  return ratio(hits * n - both, Math.sqrt(spread));
}

function add(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : ratio(sum(known), values.length);
}

/** Not the language of the machine, so that a report is the same everywhere. */
function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
