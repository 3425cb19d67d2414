// From drafts to verdicts: the family of FAIL by Holm, the warnings of slices by Benjamini and Hochberg, all others alone.
import type { Check } from '../../model/judgement.ts';
import type { StatisticsPolicy } from '../../model/gatePolicy.ts';
import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts';
import { holm } from '../../stats/holm.ts';
import type { DraftCheck } from './draftCheck.ts';
import type { Levels } from './levels.ts';

export const failFamily = 'holm:required';
export const sliceFamily = 'bh:slices';
export const lookFamily = 'bonferroni:required';

/**
 * @param isBlocked whose p must not take part, because its objective cannot be decided at all
 */
export function adjustFamilies(
  drafts: readonly DraftCheck[],
  levels: Levels,
  statistics: StatisticsPolicy,
  isBlocked: (draft: DraftCheck) => boolean,
): Check[] {
  const failing = members(drafts, 'required', isBlocked);
  const warning = members(drafts, 'slices', isBlocked);
  const ps = failing.map(({ p }) => p);
  const isHolm = levels.failing.kind === 'holm';
  const adjusted = new Map<DraftCheck, number>();
  const failingPs = isHolm ? holm(ps) : ps;
  failing.forEach(({ draft }, i) => adjusted.set(draft, failingPs[i] ?? 1));
  const warningPs = benjaminiHochberg(warning.map(({ p }) => p));
  warning.forEach(({ draft }, i) => adjusted.set(draft, warningPs[i] ?? 1));
  return drafts.map((draft) => {
    const own = draft.familyP?.p ?? 1;
    const pAdjusted = adjusted.get(draft);
    const threshold = draft.family === 'slices' ? statistics.sliceFdr : levels.failing.alpha;
    const isRegression = !isBlocked(draft) && (pAdjusted ?? own) <= threshold;
    const decision = draft.decide(isRegression);
    const family = draft.family === 'slices' ? sliceFamily : isHolm ? failFamily : lookFamily;
    return {
      ...draft.measured,
      verdict: decision.verdict,
      flags: [...draft.measured.flags, ...decision.flags],
      reasons: [...draft.measured.reasons, ...decision.reasons],
      pAdjusted: pAdjusted ?? null,
      family: pAdjusted === undefined ? null : family,
    };
  });
}

function members(
  drafts: readonly DraftCheck[],
  family: 'required' | 'slices',
  isBlocked: (draft: DraftCheck) => boolean,
): { readonly draft: DraftCheck; readonly p: number }[] {
  return drafts.flatMap((draft) =>
    draft.family === family && draft.familyP !== null && !isBlocked(draft)
      ? [{ draft, p: draft.familyP.p }]
      : [],
  );
}
