// Figures over all labels at once (precision, recall, F1, macro F1, Matthews' correlation), against the baseline and against a floor.
import { createHash } from 'node:crypto';
import type { AggregateMetric } from '../../model/gatePolicy.ts';
import { aggregateFigure, type LabelPairs } from './aggregateFigures.ts';
import { lack } from './alignArms.ts';
import { bootstrapEvidence } from './bootstrapEvidence.ts';
import { draftOfDifference } from './checkNonInferiority.ts';
import { draftOfFloor } from './checkFloor.ts';
import type { DraftCheck } from './draftCheck.ts';
import { noEvidence, type Evidence } from './evidence.ts';
import type { Subject } from './subject.ts';

/** The loss of the figure against the baseline, both arms resampled together. */
export function checkAggregateDifference(
  subject: Subject,
  metric: AggregateMetric,
  margin: number,
  seed: string,
): DraftCheck {
  const labels = labelsOf(subject);
  const pairs = { examples: new Int32Array(), candidate: new Float64Array(), baseline: new Float64Array() };
  if (labels?.baseline === undefined) {
    return draftOfDifference(subject, margin, null, { ...noLabels, pairs }, 'aggregate');
  }
  const { candidate, baseline } = labels;
  const evidence = bootstrapped(subject, labels, seed, -margin, (units) => {
    const first = aggregateFigure(metric, candidate, units);
    const second = aggregateFigure(metric, baseline, units);
    return first === undefined || second === undefined ? undefined : first - second;
  });
  const all = Int32Array.from(labels.examples.keys());
  const figures = {
    examples: labels.examples,
    candidate: figureAsMean(aggregateFigure(metric, candidate, all)),
    baseline: figureAsMean(aggregateFigure(metric, baseline, all)),
  };
  return draftOfDifference(subject, margin, null, { ...evidence, pairs: figures }, 'aggregate');
}

/** The candidate's figure against an absolute demand. */
export function checkAggregateFloor(
  subject: Subject,
  metric: AggregateMetric,
  floor: number,
  seed: string,
): DraftCheck {
  const labels = labelsOf(subject);
  if (labels === undefined) return draftOfFloor(subject, floor, floor, noLabels, null);
  const all = Int32Array.from(labels.examples.keys());
  const evidence = bootstrapped(subject, labels, seed, floor, (units) =>
    aggregateFigure(metric, labels.candidate, units),
  );
  const ofBaseline =
    labels.baseline === undefined ? undefined : aggregateFigure(metric, labels.baseline, all);
  const draft = draftOfFloor(subject, floor, floor, evidence, ofBaseline ?? null);
  return { ...draft, measured: { ...draft.measured, candidateMean: evidence.estimate } };
}

const noLabels: Evidence = {
  ...noEvidence,
  method: 'bca-bootstrap',
  quantity: 'bootstrap',
  n: 0,
  undecidable: [
    { code: 'no-labels', message: 'The evaluator told no labels, so no figure over labels can be computed.' },
  ],
};

interface Labels {
  /** Which examples they belong to. */
  readonly examples: Int32Array;
  readonly candidate: LabelPairs;
  readonly baseline: LabelPairs | undefined;
}

/** A missing answer of the candidate is a wrong label in the pessimistic view; an example the baseline lacks is left out. */
function labelsOf({ alignment, view, table }: Subject): Labels | undefined {
  const { candidate, baseline, expectedLabels, positiveLabel } = alignment.objective;
  if (expectedLabels === null || candidate.labels === null) return undefined;
  const isLacking = (i: number, bits: number): boolean => ((alignment.lacks[i] ?? 0) & bits) !== 0;
  const examples = Int32Array.from(table.exampleIds.keys()).filter((i) => {
    if (alignment.applies[i] === 0 || (expectedLabels[i] ?? null) === null) return false;
    if (isLacking(i, lack.baseline)) return false;
    return view === 'pessimistic' || !isLacking(i, lack.candidate | lack.unscored);
  });
  const names = new Map<string, number>();
  for (const name of [...new Set(expectedLabels.filter((label) => label !== null))].sort()) {
    names.set(name, names.size);
  }
  const numbersOf = (labels: readonly (string | null)[]): Int32Array =>
    examples.map((i) => {
      const label = labels[i] ?? null;
      return label === null ? -1 : (names.get(label) ?? -1);
    });
  const shared = {
    expected: numbersOf(expectedLabels),
    labels: names.size,
    positive: positiveLabel === null ? -1 : (names.get(positiveLabel) ?? -1),
  };
  return {
    examples,
    candidate: { ...shared, answered: numbersOf(candidate.labels) },
    baseline:
      baseline?.labels === null || baseline === null
        ? undefined
        : { ...shared, answered: numbersOf(baseline.labels) },
  };
}

function bootstrapped(
  subject: Subject,
  { examples }: Labels,
  seed: string,
  threshold: number,
  figure: (units: Int32Array) => number | undefined,
): Evidence {
  const alpha = subject.levels.alphaOf(subject.objective);
  const source = {
    examples: examples.length,
    alpha,
    threshold,
    seed: createHash('sha256').update(`${seed}/${subject.objective.name}/${subject.view}`).digest('hex'),
  };
  const { clusters } = subject;
  if (clusters === null) {
    return bootstrapEvidence({ ...source, units: examples.length, isClustered: false, aggregate: figure });
  }
  const members = membersOfClusters(clusters, examples);
  return bootstrapEvidence({
    ...source,
    units: members.length,
    isClustered: true,
    aggregate: (drawn) => {
      const places: number[] = [];
      for (const cluster of drawn) for (const place of members[cluster] ?? []) places.push(place);
      return figure(Int32Array.from(places));
    },
  });
}

function membersOfClusters(clusters: Int32Array, examples: Int32Array): number[][] {
  const members = new Map<number, number[]>();
  examples.forEach((example, place) => {
    const cluster = clusters[example] ?? 0;
    const known = members.get(cluster);
    if (known === undefined) members.set(cluster, [place]);
    else known.push(place);
  });
  return [...members.values()];
}

function figureAsMean(figure: number | undefined): Float64Array {
  return figure === undefined ? new Float64Array() : Float64Array.of(figure);
}
