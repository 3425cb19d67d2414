// Is the loss against the baseline shown to be smaller than the margin: on the whole set and on slices. Not floors, not gains.
import type { Reason } from '../../model/judgement.ts';
import { smallestSample } from '../../stats/smallestSample.ts';
import { measuredBase, meanOf, planOf, type DraftCheck, type Measured } from './draftCheck.ts';
import { decideDifference } from './decideDifference.ts';
import { differenceEvidence, type DifferenceEvidence } from './differenceEvidence.ts';
import { inDifferences, largestLossOf, signOf, type Subject } from './subject.ts';
import * as words from './words.ts';

export interface SliceOfCheck {
  readonly name: string;
  readonly members: Int32Array;
  readonly isCritical: boolean;
}

/** Slices smaller than this are counted, never tested. */
export const leastTestedSlice = 30;
/** Slices smaller than this do not even show a rate. */
export const leastShownSlice = 10;

/**
 * @param margin on the evaluator's scale, as the policy gives it
 * @param slice  null for the whole set
 */
export function checkNonInferiority(
  subject: Subject,
  margin: number,
  slice: SliceOfCheck | null,
): DraftCheck {
  const evidence = differenceEvidence(subject, slice?.members ?? null);
  return draftOfDifference(subject, margin, slice, evidence, 'non-inferiority');
}

/** The same decision for any evidence about a difference: also for aggregates over labels. */
export function draftOfDifference(
  subject: Subject,
  margin: number,
  slice: SliceOfCheck | null,
  evidence: DifferenceEvidence,
  kind: 'non-inferiority' | 'aggregate',
): DraftCheck {
  const { levels, objective } = subject;
  const alpha = levels.alphaOf(objective);
  const tolerated = inDifferences(subject, margin);
  const loss = largestLossOf(subject, tolerated);
  const nMin = kind === 'aggregate' ? leastForBootstrap : Math.max(2, smallestSample(tolerated, alpha, loss));
  const failsBeyond = objective.failOn === 'beyond-margin';
  const p = evidence.below(failsBeyond ? -tolerated : 0);
  const base = measuredBase(subject, kind, slice?.name ?? null, slice?.members ?? null, evidence);
  const isTested = slice === null || evidence.n >= leastTestedSlice;
  const measured: Measured = {
    ...base,
    decides: base.decides && (slice === null || slice.isCritical),
    ...(isTested ? {} : untested),
    ...meansOf(evidence, slice),
    estimate: isShown(evidence, slice) ? base.estimate : null,
    table: isShown(evidence, slice) ? base.table : null,
    ratio: isTested ? ratioOf(subject, evidence) : null,
    p: isTested && !evidence.isWithoutStatistic ? (p?.p ?? null) : null,
    lnP: isTested && !evidence.isWithoutStatistic ? finite(p?.lnP) : null,
    margin,
    nMin: isTested ? nMin : null,
    ...(isTested ? planOf(subject, evidence, tolerated, loss) : {}),
    reasons: isTested ? base.reasons : [smallSlice(evidence.n)],
  };
  const canFail = isTested && evidence.undecidable.length === 0 && objective.failOn !== 'point';
  return {
    measured,
    family: !canFail || p === null ? null : familyOf(measured, slice),
    familyP: canFail ? p : null,
    decide: (isRegression) =>
      isTested
        ? decideDifference(subject, measured, evidence, tolerated, isRegression)
        : { verdict: 'INCONCLUSIVE', flags: ['small-sample'], reasons: [] },
  };
}

const leastForBootstrap = 30;

function familyOf(
  { decides, criticality }: Measured,
  slice: SliceOfCheck | null,
): 'required' | 'slices' | null {
  if (decides) return 'required';
  return slice === null || criticality === 'advisory' ? null : 'slices';
}

function smallSlice(n: number): Reason {
  return {
    code: 'slice-too-small',
    message: `${words.counted(n, 'pair')} in this slice: fewer than ${leastTestedSlice} are counted, not tested.`,
  };
}

const untested = {
  se: null,
  lower: null,
  upper: null,
  powerIfNoChange: null,
  nMore: null,
  certifiableMargin: null,
} as const;

function isShown(evidence: DifferenceEvidence, slice: SliceOfCheck | null): boolean {
  return slice === null || evidence.n >= leastShownSlice;
}

function meansOf(
  evidence: DifferenceEvidence,
  slice: SliceOfCheck | null,
): Pick<Measured, 'candidateMean' | 'baselineMean'> {
  if (!isShown(evidence, slice)) return { candidateMean: null, baselineMean: null };
  return {
    candidateMean: meanOf(evidence.pairs.candidate),
    baselineMean: meanOf(evidence.pairs.baseline),
  };
}

/** Candidate ÷ baseline with the bounds the right way round, for ratio scales. */
export function ratioOf(subject: Subject, { estimate, lower, upper }: DifferenceEvidence): Measured['ratio'] {
  if (subject.alignment.objective.scale !== 'ratio') return null;
  if (estimate === null || lower === null || upper === null) return null;
  const sign = signOf(subject);
  const [low, high] = sign === 1 ? [lower, upper] : [-upper, -lower];
  return { estimate: asRatio(sign * estimate), lower: asRatio(low), upper: asRatio(high) };
}

/** The exponential, held within what a double and JSON can say. */
export function asRatio(logarithm: number): number {
  return Math.min(Number.MAX_VALUE, Math.exp(logarithm));
}

export function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
