// Is the candidate shown to be better by more than was demanded. Not the tolerance of a loss.
import { smallestSample } from '../../stats/smallestSample.ts';
import { superiorityVerdict } from '../../stats/superiorityVerdict.ts';
import { finite, ratioOf } from './checkNonInferiority.ts';
import { differenceEvidence } from './differenceEvidence.ts';
import { measuredBase, meanOf, planOf, type DraftCheck, type Measured } from './draftCheck.ts';
import { inDifferences, largestLossOf, signOf, type Subject } from './subject.ts';
import * as words from './words.ts';

/** @param demanded ≥ 0, on the evaluator's scale; the share by which a ratio must improve on ratio scales */
export function checkSuperiority(subject: Subject, demanded: number): DraftCheck {
  const evidence = differenceEvidence(subject, null);
  const gain = inDifferences(subject, demanded);
  const alpha = subject.levels.alphaOf(subject.objective);
  const { scale } = subject.alignment.objective;
  const p = evidence.above(gain);
  const surplus = evidence.estimate === null ? 0 : evidence.estimate - gain;
  // A collapse that would use up the whole surplus must not have gone unseen.
  const loss = largestLossOf(subject, surplus);
  const nMin = surplus > 0 ? Math.max(2, smallestSample(surplus, alpha, loss)) : null;
  const base = measuredBase(subject, 'superiority', null, null, evidence);
  const measured: Measured = {
    ...base,
    candidateMean: meanOf(evidence.pairs.candidate),
    baselineMean: meanOf(evidence.pairs.baseline),
    ratio: ratioOf(subject, evidence),
    p: evidence.isWithoutStatistic ? null : (p?.p ?? null),
    lnP: evidence.isWithoutStatistic ? null : finite(p?.lnP),
    margin: demanded,
    nMin,
    nMore: {
      noChange: null,
      asObserved: surplus > 0 ? (planOf(subject, evidence, surplus, loss).nMore?.noChange ?? null) : null,
    },
  };
  return {
    measured,
    family: null,
    familyP: null,
    decide: () => {
      const { lower, upper, estimate } = evidence;
      if (evidence.undecidable.length > 0) return { verdict: 'INCONCLUSIVE', flags: [], reasons: [] };
      const verdict = superiorityVerdict(lower ?? undefined, upper ?? undefined, gain);
      const isGuarded = subject.policy.statistics.target === 'super-population';
      if (verdict === 'PASS' && isGuarded && nMin !== null && evidence.effectiveN < nMin) {
        const message = `${words.counted(evidence.n, 'pair')} cannot have shown a rare collapse: at least ${nMin} are needed for a gain of this size.`;
        return { verdict: 'INCONCLUSIVE', flags: [], reasons: [{ code: 'n<n_min', message }] };
      }
      if (verdict === 'PASS') return { verdict, flags: ['improvement'], reasons: [] };
      const sign = signOf(subject);
      const observed = estimate === null ? 'nothing observed' : words.difference(estimate, scale, sign);
      const between = lower === null || upper === null ? '' : `, ${words.bounds(lower, upper, scale, sign)}`;
      const asked = `more than ${words.tolerance(demanded, scale)}`;
      const reason =
        verdict === 'FAIL'
          ? {
              code: 'gain-missed',
              message: `The gain is shown to be less than demanded (${asked}): ${observed}${between}.`,
            }
          : { code: 'gain-not-shown', message: `A gain of ${asked} is not shown: ${observed}${between}.` };
      return { verdict, flags: [], reasons: [reason] };
    },
  };
}
