// A check before families of tests are adjusted: all its numbers, and how it will be decided once its p is. Not yet a verdict.
import type { Check, CheckKind, Reason, Verdict } from '../../model/judgement.ts';
import { moreExamples } from '../../stats/moreExamples.ts';
import { certifiableMargin } from '../../stats/certifiableMargin.ts';
import { passProbability } from '../../stats/passProbability.ts';
import type { PValue } from '../../stats/pValue.ts';
import { lack } from './alignArms.ts';
import type { Evidence } from './evidence.ts';
import { isDeciding } from './levels.ts';
import { asShare, type Subject } from './subject.ts';

/** What a check is before its verdict. */
export type Measured = Omit<Check, 'verdict' | 'reasons' | 'flags' | 'pAdjusted' | 'family'> & {
  readonly reasons: readonly Reason[];
  readonly flags: readonly string[];
};

export interface Decision {
  readonly verdict: Verdict;
  readonly flags: readonly string[];
  readonly reasons: readonly Reason[];
}

export interface DraftCheck {
  readonly measured: Measured;
  /** Which family of tests its p is adjusted in; null when it stands alone. */
  readonly family: 'required' | 'slices' | null;
  /** The p that fails it when small enough; null when it is in no family. */
  readonly familyP: PValue | null;
  /** @param isRegression whether that p, adjusted in its family, is small enough */
  readonly decide: (isRegression: boolean) => Decision;
}

/** The power that sample sizes and certifiable margins are planned for. */
export const plannedPower = 0.8;

/** What every kind of check says alike. @param subset null for the whole set */
export function measuredBase(
  subject: Subject,
  kind: CheckKind,
  slice: string | null,
  subset: Int32Array | null,
  evidence: Evidence,
): Measured {
  const { objective, alignment, levels } = subject;
  const alpha = levels.alphaOf(objective);
  const isWaived = waiverOf(subject, slice) !== undefined;
  return {
    objective: objective.name,
    slice,
    kind,
    criticality: objective.criticality,
    decides: isDeciding(objective) && !isWaived,
    flags: isWaived ? ['waived', ...evidence.flags] : evidence.flags,
    reasons: evidence.undecidable,
    n: subset === null ? alignment.n : applying(subject, subset),
    pairs: evidence.n,
    missing: missingOf(subject, subset),
    epochs: alignment.epochs,
    clusters: evidence.clusters,
    designEffect: evidence.designEffect,
    candidateMean: null,
    baselineMean: null,
    estimate: evidence.estimate,
    se: evidence.se,
    lower: evidence.lower,
    upper: evidence.upper,
    level: rounded(1 - 2 * alpha),
    ratio: null,
    method: evidence.method,
    p: null,
    lnP: null,
    margin: null,
    floor: null,
    largestLoss: objective.largestLoss,
    nMin: null,
    alpha,
    alphaSpent: levels.spentOf(objective),
    look: levels.look,
    powerIfNoChange: null,
    nMore: null,
    certifiableMargin: null,
    otherTests: slice === null ? evidence.otherTests() : [],
    table: evidence.table,
    warnings: evidence.warnings,
  };
}

/** What planning says of a comparison with a margin. @param margin and @param loss in the unit of differences */
export function planOf(
  subject: Subject,
  evidence: Evidence,
  margin: number,
  loss: number,
): Pick<Measured, 'powerIfNoChange' | 'nMore' | 'certifiableMargin'> {
  const { n, effectiveN, se, estimate } = evidence;
  const alpha = subject.levels.alphaOf(subject.objective);
  if (!(n >= 2) || !(effectiveN > 0) || se === null || estimate === null) {
    return { powerIfNoChange: null, nMore: null, certifiableMargin: null };
  }
  const plan = { standardError: se, alpha, power: plannedPower, largestLoss: loss };
  const more = moreExamples({ ...plan, n, observedDifference: estimate, margin });
  // The guard counts effective examples, so clusters multiply what it asks for.
  const inflated = Math.ceil(more.smallestSample * (n / effectiveN));
  const beyond = (total: number): number => Math.max(0, Math.max(total, inflated) - n);
  return {
    powerIfNoChange:
      passProbability({ n: effectiveN, standardError: se, margin, alpha, largestLoss: loss }) ?? null,
    nMore: {
      noChange: beyond(more.ifNoChange.total),
      asObserved: more.ifAsObserved === undefined ? null : beyond(more.ifAsObserved.total),
    },
    certifiableMargin: asShare(subject, certifiableMargin({ ...plan, n: effectiveN })),
  };
}

export function waiverOf(
  { policy, objective }: Subject,
  slice: string | null,
): { readonly waiverId: string } | undefined {
  return policy.waived.find((waived) => waived.objective === objective.name && waived.slice === slice);
}

/** Mean of the values on the evaluator's own scale; null for none, and where the sum exceeds what a double can say. */
export function meanOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  const mean = (sum + lost) / values.length;
  return Number.isFinite(mean) ? mean : null;
}

/** 1 − 2α without the digits that subtraction leaves. */
function rounded(level: number): number {
  return Number(level.toPrecision(12));
}

function applying({ alignment }: Subject, subset: Int32Array): number {
  let count = 0;
  for (const i of subset) count += alignment.applies[i] ?? 0;
  return count;
}

/** Examples that lack something in some epoch, told apart by whose fault it is. */
export function missingOf({ alignment }: Subject, subset: Int32Array | null): Measured['missing'] {
  const missing = { candidate: 0, baseline: 0, unscored: 0 };
  const count = (bits: number): void => {
    if ((bits & lack.candidate) !== 0) missing.candidate++;
    if ((bits & lack.baseline) !== 0) missing.baseline++;
    if ((bits & lack.unscored) !== 0) missing.unscored++;
  };
  if (subset === null) for (const bits of alignment.lacks) count(bits);
  else for (const i of subset) count(alignment.lacks[i] ?? 0);
  return missing;
}
