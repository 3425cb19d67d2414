// PASS, FAIL or INCONCLUSIVE of one comparison, once its p is adjusted: bounds against the margin, and what so few examples cannot have shown.
import type { Reason } from '../../model/judgement.ts';
import { unseenShare } from '../../stats/smallestSample.ts';
import { verdictOfBounds } from '../../stats/verdictOfBounds.ts';
import type { Decision, Measured } from './draftCheck.ts';
import type { Evidence } from './evidence.ts';
import { largestGainOf, signOf, type Subject } from './subject.ts';
import * as words from './words.ts';

/**
 * @param tolerated    the margin in the unit of the evidence
 * @param isRegression whether the drop is significant in its family
 */
export function decideDifference(
  subject: Subject,
  measured: Measured,
  evidence: Evidence,
  tolerated: number,
  isRegression: boolean,
): Decision {
  const { objective } = subject;
  const { lower, upper, estimate } = evidence;
  if (evidence.undecidable.length > 0) return { verdict: 'INCONCLUSIVE', flags: [], reasons: [] };
  if (objective.failOn === 'point' && estimate !== null && estimate < -tolerated) {
    const message =
      'The observed loss exceeds the tolerance; failing on the point estimate is not statistically supported.';
    return {
      verdict: 'FAIL',
      flags: ['not-statistically-supported'],
      reasons: [{ code: 'point-estimate', message }],
    };
  }
  const isEnough = hasEnough(subject, measured, evidence);
  const { verdict, flag } = verdictOfBounds({
    lower: lower ?? undefined,
    upper: upper ?? undefined,
    margin: tolerated,
    isRegression: isRegression && (isEnough || outweighsUnseen(subject, evidence)),
  });
  const flags = flag === undefined ? [] : [flag.replaceAll(' ', '-')];
  if (verdict === 'PASS' && isEnough) return { verdict, flags, reasons: [] };
  const guard = isEnough ? [] : [guardReason(subject, measured, evidence, tolerated)];
  if (verdict === 'PASS') return { verdict: 'INCONCLUSIVE', flags, reasons: guard };
  const reason = reasonOf(verdict, evidence, tolerated, subject);
  return { verdict, flags, reasons: verdict === 'FAIL' ? [reason] : [...guard, reason] };
}

/** On these very examples nothing is unseen: the guard is about others like them. */
function hasEnough({ policy }: Subject, { nMin }: Measured, { effectiveN }: Evidence): boolean {
  return policy.statistics.target === 'fixed-dataset' || effectiveN >= (nMin ?? 2);
}

/**
 * The guard of PASS in the mirror: so few examples may have missed a share of others that gain all there is to gain. A drop is one only
 * if it outweighs that.
 */
function outweighsUnseen(subject: Subject, { estimate, effectiveN }: Evidence): boolean {
  if (estimate === null || !(effectiveN > 0)) return false;
  const unseen = unseenShare(effectiveN, subject.levels.alphaOf(subject.objective));
  return (1 - unseen) * estimate + unseen * largestGainOf(subject) < 0;
}

function guardReason(
  { alignment }: Subject,
  { margin, nMin }: Measured,
  { n, clusters, effectiveN }: Evidence,
  tolerated: number,
): Reason {
  const pairs = words.counted(n, 'pair');
  const counted =
    clusters === null
      ? pairs
      : `${pairs} in ${words.counted(clusters, 'cluster')} (worth ${Math.floor(effectiveN)} independent ones)`;
  const tolerance = words.tolerance(margin ?? tolerated, alignment.objective.scale);
  return {
    code: 'n<n_min',
    message: `${counted} cannot have shown a rare collapse: at least ${nMin ?? 2} are needed for a tolerance of ${tolerance}.`,
  };
}

function reasonOf(
  verdict: 'FAIL' | 'INCONCLUSIVE',
  { lower, upper, estimate }: Evidence,
  tolerated: number,
  subject: Subject,
): Reason {
  const { scale } = subject.alignment.objective;
  const sign = signOf(subject);
  const bounds =
    lower === null || upper === null ? 'without bounds' : words.bounds(lower, upper, scale, sign);
  const observed = estimate === null ? 'nothing observed' : words.difference(estimate, scale, sign);
  if (verdict === 'FAIL') {
    const isBeyond = upper !== null && upper < -tolerated;
    return {
      code: 'regression',
      message: `A ${isBeyond ? 'loss beyond the tolerance' : 'significant drop'}: ${observed}, ${bounds}.`,
    };
  }
  return {
    code: 'cannot-rule-out-loss',
    message: `Cannot rule out a loss larger than the tolerance, and no significant regression either: ${observed}, ${bounds}.`,
  };
}
