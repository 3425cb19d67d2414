// A judge-scored difference corrected by human labels of both arms on a random subset (PPI++). Not the judge's own difference.
import { tAbove, tBelow } from '../../stats/pairedT.ts';
import { ppiDifference, type Arms, type LabelledPair } from '../../stats/ppiDifference.ts';
import type { Reason } from '../../model/judgement.ts';
import { noEvidence, tooFew, type Evidence } from './evidence.ts';

/** Labelled pairs below which the error of the correction exceeds its nominal value. */
export const leastLabels = 100;
/** For critical objectives. */
export const leastCriticalLabels = 300;

export interface HumanSource {
  /** Per pair, oriented so that larger is better. */
  readonly judge: { readonly candidate: Float64Array; readonly baseline: Float64Array };
  /** Per pair, oriented alike; NaN where not labelled. */
  readonly human: { readonly candidate: Float64Array; readonly baseline: Float64Array };
  readonly isClustered: boolean;
  readonly isCritical: boolean;
  readonly margin: number;
  readonly alpha: number;
}

export function humanEvidence(source: HumanSource): Evidence {
  const { judge, human, alpha } = source;
  const n = judge.candidate.length;
  const labelled: LabelledPair[] = [];
  const unlabelled: Arms[] = [];
  for (let i = 0; i < n; i++) {
    const scores = { candidate: judge.candidate[i] ?? 0, baseline: judge.baseline[i] ?? 0 };
    const labels = {
      candidate: human.candidate[i] ?? Number.NaN,
      baseline: human.baseline[i] ?? Number.NaN,
    };
    if (Number.isNaN(labels.candidate) || Number.isNaN(labels.baseline)) unlabelled.push(scores);
    else labelled.push({ judge: scores, human: labels });
  }
  const found = ppiDifference(labelled, unlabelled, 1 - 2 * alpha);
  const known = {
    ...noEvidence,
    method: 'ppi++',
    n,
    effectiveN: n,
    estimate: found.mean ?? null,
    undecidable: undecidable(source, n, labelled.length),
    warnings: warningsOf(source, labelled.length, found.judgeBias, found.judgeBiasP),
    otherTests: () => [
      { method: 'humans-only', statistic: found.humanMean ?? null, p: null, interval: null },
      {
        method: 'judge-bias',
        statistic: found.judgeBias ?? null,
        p: found.judgeBiasP ?? null,
        interval: null,
      },
    ],
  };
  if (found.mean === undefined || found.se === undefined || found.df === undefined) {
    const message =
      'The labels leave nothing that varies from example to example, so nothing is known of the error.';
    return { ...known, undecidable: [...known.undecidable, { code: 'zero-variance', message }] };
  }
  const evidence = { mean: found.mean, se: found.se, df: found.df };
  return {
    ...known,
    se: found.se,
    lower: found.interval?.[0] ?? null,
    upper: found.interval?.[1] ?? null,
    above: (value) => tAbove(evidence, value),
    below: (value) => tBelow(evidence, value),
  };
}

function undecidable({ isClustered, isCritical }: HumanSource, n: number, labelled: number): Reason[] {
  const reasons: Reason[] = [];
  if (n < 2) reasons.push(tooFew(n));
  if (labelled < leastLabels) {
    reasons.push({
      code: 'too-few-labels',
      message: `Humans labelled ${labelled} pairs; the judge may be corrected from ${leastLabels}${isCritical ? `, better ${leastCriticalLabels}` : ''} on.`,
    });
  }
  if (isClustered) {
    reasons.push({
      code: 'labels-in-clusters',
      message:
        'The correction by human labels knows no clusters; label independent examples or do not declare clusters.',
    });
  }
  return reasons;
}

function warningsOf(
  { isCritical, margin }: HumanSource,
  labelled: number,
  bias: number | undefined,
  biasP: number | undefined,
): string[] {
  const warnings: string[] = [];
  if (isCritical && labelled < leastCriticalLabels) {
    warnings.push(
      `${labelled} labels for a critical objective: ${leastCriticalLabels} keep the error nominal`,
    );
  }
  if (bias !== undefined && biasP !== undefined && biasP < 0.01 && Math.abs(bias) > margin / 2) {
    warnings.push('the judge errs differently on the two versions: its own difference is not to be shown');
  }
  return warnings;
}
