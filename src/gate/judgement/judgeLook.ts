// A look at a gate run that is under way, in a group-sequential design: may it stop, and with which verdict. Not the order of examples.
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { Check, Judgement } from '../../model/judgement.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import { alphaSpending, type Look } from '../../stats/alphaSpending.ts';
import { combineVerdicts } from '../../stats/combineVerdicts.ts';
import { conditionalPower, isFutile } from '../../stats/conditionalPower.ts';
import { normalUpperTail } from '../../stats/normal.ts';
import { assembleJudgement } from './assembleJudgement.ts';
import { canonicalTable } from './canonicalTable.ts';
import { countedVerdicts } from './countsAs.ts';
import { decideChecks, withheldFlag } from './decideChecks.ts';
import type { DraftSource } from './draftChecks.ts';
import { examplesUpTo } from './examplesUpTo.ts';
import { inputsHash } from './inputsHash.ts';
import { alignmentsOf, judgeScores } from './judgeScores.ts';
import { declaredAlpha, isDeciding, type Levels } from './levels.ts';

export interface LookPlan {
  /** This look, from 1. */
  readonly look: number;
  /** Shares of the declared number of examples at which looks were planned, ascending, the last one 1. */
  readonly fractions: readonly number[];
  /** Per example of the table: the look it was first part of, from 1. Earlier looks are recomputed from it. */
  readonly arrivals: Int32Array;
}

export interface LookDecision {
  readonly decision: 'continue' | 'stop';
  /** `pass`, `fail`, `last-look` or `futility` when stopping; `undecided` when going on. */
  readonly why: 'pass' | 'fail' | 'last-look' | 'futility' | 'undecided';
  /** At this look; a preview while the decision is to continue. */
  readonly judgement: Judgement;
}

/**
 * Judges the examples that are there at a planned look. Error is spent as O'Brien and Fleming would: each claim of PASS its own α over
 * all looks, the family of FAIL its α_F divided among its members. A check that passed at an earlier look stays passed, one that failed
 * stays failed; earlier looks are recomputed from the same scores, so nothing has to be remembered. The bounds are those of a repeated
 * confidence interval. At the last look the critical value of the last look applies.
 *
 * @throws AssayError as `judgeScores`
 * @throws RangeError when the plan is impossible
 */
export function judgeLook(table: ScoreTable, policy: JudgementPolicy, plan: LookPlan): LookDecision {
  const { look, fractions, arrivals } = plan;
  if (!Number.isInteger(look) || look < 1 || look > fractions.length || fractions.at(-1) !== 1) {
    throw new RangeError(
      `look ${look} is none of the ${fractions.length} planned, of which the last has all examples`,
    );
  }
  if (arrivals.length !== table.exampleIds.length) {
    throw new RangeError(`${arrivals.length} arrivals for ${table.exampleIds.length} examples`);
  }
  if (policy.decide === 'all-pass') {
    return { decision: 'stop', why: 'last-look', judgement: judgeScores(table, policy) };
  }
  const spending = spendingOf(policy, fractions);
  const sources = Array.from({ length: look }, (_, i) => sourceAt(table, policy, plan, i + 1, spending));
  const current = sources[look - 1];
  if (current === undefined) throw new RangeError('a plan has at least one look');
  const history = sources.slice(0, -1).map(decideChecks);
  const checks = decideChecks(current).map((check, i) =>
    crossed(
      check,
      history.map((at) => at[i]),
    ),
  );
  const verdict = combineVerdicts(countedVerdicts(checks));
  const isLast = look === fractions.length;
  const isHopeless =
    !isLast && verdict === 'INCONCLUSIVE' && checks.some((check) => hopeless(check, policy, plan, spending));
  const why =
    verdict === 'FAIL'
      ? 'fail'
      : verdict === 'PASS'
        ? 'pass'
        : isLast
          ? 'last-look'
          : isHopeless
            ? 'futility'
            : 'undecided';
  const decision = why === 'undecided' ? 'continue' : 'stop';
  const told = decision === 'stop' && !isLast ? checks.map(stoppedEarly) : checks;
  return { decision, why, judgement: assembleJudgement(current, told) };
}

/** One row of critical values per error that is spent. */
interface Spending {
  readonly pass: (alpha: number) => readonly Look[];
  readonly fail: readonly Look[];
}

function spendingOf(policy: JudgementPolicy, fractions: readonly number[]): Spending {
  const pass = (alpha: number): readonly Look[] => criticalValues(fractions, alpha);
  const compared = policy.objectives.filter(
    (objective) => isDeciding(objective) && objective.margin !== null,
  );
  const members = compared.length * (1 + policy.slices.filter(({ isCritical }) => isCritical).length);
  return { pass, fail: pass(policy.statistics.failAlpha / Math.max(1, members)) };
}

/** A pure function of few arguments that takes some 20 ms: each gate asks for the same two or three rows at every look. */
const known = new Map<string, readonly Look[]>();
const mostKnown = 100;

function criticalValues(fractions: readonly number[], alpha: number): readonly Look[] {
  const key = `${alpha}:${fractions.join(',')}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const looks = alphaSpending(fractions, alpha);
  if (known.size >= mostKnown) known.clear();
  known.set(key, looks);
  return looks;
}

/** Where almost nothing may be spent, only what is beyond doubt decides. */
const leastAlpha = 1e-12;

function levelsAt(policy: JudgementPolicy, look: number, spending: Spending): Levels {
  const { statistics } = policy;
  const nominal = (looks: readonly Look[]): number => {
    const critical = looks[look - 1]?.critical;
    return critical === undefined ? leastAlpha : Math.max(leastAlpha, normalUpperTail(critical));
  };
  const alphaOf = (objective: ObjectivePolicy): number => declaredAlpha(objective, statistics);
  return {
    alphaOf: (objective) => nominal(spending.pass(alphaOf(objective))),
    catastropheAlpha: nominal(spending.pass(statistics.criticalAlpha)),
    failing: { kind: 'single', alpha: nominal(spending.fail) },
    look,
    spentOf: (objective) => spending.pass(alphaOf(objective))[look - 1]?.spent ?? null,
  };
}

function sourceAt(
  table: ScoreTable,
  policy: JudgementPolicy,
  { fractions, arrivals }: LookPlan,
  look: number,
  spending: Spending,
): DraftSource {
  const arrivalOf = new Map(table.exampleIds.map((id, i) => [id, arrivals[i] ?? 0]));
  const present = canonicalTable(examplesUpTo(table, arrivals, look));
  const ordered = present.exampleIds.map((id) => arrivalOf.get(id) ?? 0);
  return {
    table: present,
    policy,
    levels: levelsAt(policy, look, spending),
    alignments: alignmentsOf(present, policy),
    inputsHash: inputsHash(present, policy, { look, fractions, arrivals: ordered }),
    withSlices: true,
  };
}

/** A verdict that was reached at an earlier look, unless by now nothing may be decided at all. */
function crossed(check: Check, earlier: readonly (Check | undefined)[]): Check {
  const at = earlier.findIndex((each) => each !== undefined && each.verdict !== 'INCONCLUSIVE');
  const before = earlier[at];
  if (before === undefined || check.flags.includes(withheldFlag) || !check.decides) return check;
  if (check.slice !== null && before.verdict !== 'FAIL') return check;
  if (before.verdict === check.verdict) return check;
  return {
    ...check,
    verdict: before.verdict,
    flags: [...check.flags, `crossed-at-look-${at + 1}`],
    reasons: before.verdict === 'PASS' ? [] : before.reasons,
  };
}

/** Below this chance of deciding either way, going on is not worth its cost. */
const leastChance = 0.1;

/**
 * Neither PASS (whichever is more hopeful: the trend, or no change) nor FAIL (if the trend goes on) is likely to be reached. Not binding:
 * going on all the same keeps the error.
 */
function hopeless(
  { kind, slice, decides, verdict, estimate, se, ratio, objective: name }: Check,
  policy: JudgementPolicy,
  { look, fractions }: LookPlan,
  spending: Spending,
): boolean {
  if (kind !== 'non-inferiority' || slice !== null || !decides || verdict !== 'INCONCLUSIVE') return false;
  const objective = policy.objectives.find((each) => each.name === name);
  const information = fractions[look - 1] ?? 1;
  if (objective === undefined || objective.margin === null) return false;
  if (estimate === null || se === null || !(se > 0)) return false;
  const margin = ratio !== null ? Math.log1p(objective.margin) : objective.margin;
  const zFinal = spending.pass(declaredAlpha(objective, policy.statistics)).at(-1)?.critical;
  if (zFinal === undefined) return false;
  const toPass = { z: (estimate + margin) / se, information, zFinal };
  if (!isFutile(toPass, margin / (se * Math.sqrt(information)), leastChance)) return false;
  const zToFail = spending.fail.at(-1)?.critical;
  if (zToFail === undefined) return true;
  const z = -estimate / se;
  return conditionalPower({ z, information, zFinal: zToFail }, z / Math.sqrt(information)) < leastChance;
}

function stoppedEarly(check: Check): Check {
  return {
    ...check,
    flags: [...check.flags, 'stopped-early'],
    warnings: [
      ...check.warnings,
      'stopped early: the estimate leans away from no change; the bounds are those of a repeated confidence interval',
    ],
  };
}
