// The one place that chooses how candidate and baseline are compared, from scale, epochs, clusters, pairing, target and labels.
import type { OtherTest } from '../../model/judgement.ts';
import { welchT } from '../../stats/welchT.ts';
import { wilcoxonSignedRank } from '../../stats/wilcoxonSignedRank.ts';
import type { Evidence } from './evidence.ts';
import { noEvidence } from './evidence.ts';
import { humanEvidence } from './humanEvidence.ts';
import { independentBinary, independentMeans } from './independentArms.ts';
import { meanEvidence } from './meanEvidence.ts';
import { pairedBinary } from './pairedBinary.ts';
import { rerunEvidence } from './rerunEvidence.ts';
import { clustersOf, picked, selectPairs, type SelectedPairs } from './selectPairs.ts';
import { inDifferences, largestLossOf, signOf, widthOf, type Subject } from './subject.ts';

export interface DifferenceEvidence extends Evidence {
  readonly pairs: SelectedPairs;
}

/** Candidate − baseline, oriented so that larger is better; of logarithms on ratio scales. @param subset null for all examples */
export function differenceEvidence(subject: Subject, subset: Int32Array | null): DifferenceEvidence {
  const { alignment, policy, objective } = subject;
  const { scores, alpha } = { scores: alignment.objective, alpha: subject.levels.alphaOf(objective) };
  const { target, pairing } = policy.statistics;
  const pairs = selectPairs(alignment, subject.view, subset);
  if (scores.baseline === null) {
    const message = 'There is no baseline to compare with.';
    return { ...noEvidence, method: 'none', n: 0, undecidable: [{ code: 'no-baseline', message }], pairs };
  }
  if (target === 'fixed-dataset') return { ...onThisDataset(subject, pairs, alpha), pairs };
  if (scores.human !== null) return { ...correctedByHumans(subject, pairs, alpha), pairs };
  const isSingleBinary = scores.scale === 'binary' && alignment.epochs === 1;
  if (pairing === 'independent') return independent(subject, subset, pairs, alpha, isSingleBinary);
  const clusters = clustersOf(subject.clusters, pairs.examples);
  if (isSingleBinary) {
    const [candidate, baseline] = [passes(subject, pairs.candidate), passes(subject, pairs.baseline)];
    return { ...pairedBinary(candidate, baseline, clusters, alpha), pairs };
  }
  const values = differences(subject, pairs);
  const isRatio = scores.scale === 'ratio';
  const evidence = meanEvidence({
    values,
    clusters,
    alpha,
    range: differenceRange(subject, values),
    method: isRatio ? 't-hall-of-logarithms' : 't-hall',
    what: 'pairs',
    otherTests: () => secondaryTests(subject, pairs, values, alpha),
  });
  return { ...evidence, pairs };
}

/** 1 where an answer is good, whichever direction the evaluator counts in. */
export function passes(subject: Subject, values: Float64Array): Float64Array {
  return signOf(subject) === 1 ? values : values.map((value) => 1 - value);
}

/** Oriented; logarithms on ratio scales. */
export function orientedLevels(subject: Subject, values: Float64Array): Float64Array {
  const sign = signOf(subject);
  const isRatio = subject.alignment.objective.scale === 'ratio';
  return values.map((value) => sign * (isRatio ? Math.log(value) : value));
}

/** Per pair candidate − baseline, oriented; of logarithms on ratio scales. */
export function differences(subject: Subject, { candidate, baseline }: SelectedPairs): Float64Array {
  const sign = signOf(subject);
  const isRatio = subject.alignment.objective.scale === 'ratio';
  const result = new Float64Array(candidate.length);
  for (let i = 0; i < result.length; i++) {
    const ofCandidate = candidate[i] ?? 0;
    const ofBaseline = baseline[i] ?? 0;
    result[i] = sign * (isRatio ? Math.log(ofCandidate) - Math.log(ofBaseline) : ofCandidate - ofBaseline);
  }
  return result;
}

function differenceRange(subject: Subject, values: Float64Array): readonly [number, number] {
  const margin = inDifferences(subject, subject.objective.margin ?? 0);
  const loss = largestLossOf(subject, margin);
  const gain = subject.alignment.objective.scale === 'ratio' ? loss : widthOf(subject);
  // What was seen is possible, whatever was declared.
  const first = values[0] ?? 0;
  return [Math.min(-loss, first), Math.max(gain, first)];
}

function onThisDataset(subject: Subject, pairs: SelectedPairs, alpha: number): Evidence {
  const margin = inDifferences(subject, subject.objective.margin ?? 0);
  return rerunEvidence({
    alignment: subject.alignment,
    differences: differences(subject, pairs),
    examples: pairs.examples,
    alpha,
    largestLoss: largestLossOf(subject, margin),
    outputsAreIdentical: subject.table.outputsAreIdentical,
  });
}

function correctedByHumans(subject: Subject, pairs: SelectedPairs, alpha: number): Evidence {
  const { human } = subject.alignment.objective;
  const labels = (values: Float64Array | undefined): Float64Array =>
    orientedLevels(subject, picked(values ?? new Float64Array(), pairs.examples));
  return humanEvidence({
    judge: {
      candidate: orientedLevels(subject, pairs.candidate),
      baseline: orientedLevels(subject, pairs.baseline),
    },
    human: { candidate: labels(human?.candidate), baseline: labels(human?.baseline) },
    isClustered: subject.clusters !== null,
    isCritical: subject.objective.criticality === 'critical',
    margin: inDifferences(subject, subject.objective.margin ?? 0),
    alpha,
  });
}

/** Arms that do not share examples: every value of an arm counts, with or without a partner. */
function independent(
  subject: Subject,
  subset: Int32Array | null,
  pairs: SelectedPairs,
  alpha: number,
  isSingleBinary: boolean,
): DifferenceEvidence {
  const { candidate, baseline } = subject.alignment[subject.view];
  const present = (values: Float64Array): Int32Array =>
    (subset ?? Int32Array.from(values.keys())).filter((i) => !Number.isNaN(values[i]));
  const ofCandidate = present(candidate);
  const ofBaseline = present(baseline ?? new Float64Array());
  const first = picked(candidate, ofCandidate);
  const second = picked(baseline ?? new Float64Array(), ofBaseline);
  if (isSingleBinary && subject.clusters === null) {
    return { ...independentBinary(passes(subject, first), passes(subject, second), alpha), pairs };
  }
  const clusters =
    subject.clusters === null
      ? null
      : ([
          ofCandidate.map((i) => subject.clusters?.[i] ?? 0),
          ofBaseline.map((i) => subject.clusters?.[i] ?? 0),
        ] as const);
  const evidence = independentMeans(
    orientedLevels(subject, first),
    orientedLevels(subject, second),
    clusters,
    alpha,
  );
  return { ...evidence, pairs };
}

function secondaryTests(
  subject: Subject,
  pairs: SelectedPairs,
  values: Float64Array,
  alpha: number,
): OtherTest[] {
  if (values.length < 2) return [];
  const welch = welchT(
    orientedLevels(subject, pairs.candidate),
    orientedLevels(subject, pairs.baseline),
    1 - 2 * alpha,
  );
  const ranks = wilcoxonSignedRank(values);
  return [
    {
      method: 'welch-t',
      statistic: welch.t ?? null,
      p: welch.p ?? null,
      interval: welch.interval ?? null,
    },
    { method: 'wilcoxon-signed-rank', statistic: ranks.z ?? null, p: ranks.p, interval: null },
  ];
}
