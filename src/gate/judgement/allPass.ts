// Fast tiers: every example must meet the demand of every deciding objective. Counts, no statistics, no claim beyond these examples.
import type { ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { Check, CheckKind, Reason, Verdict } from '../../model/judgement.ts';
import type { Alignment } from './alignArms.ts';
import { worstValue } from './alignArms.ts';
import { measuredBase, meanOf } from './draftCheck.ts';
import type { DraftSource } from './draftChecks.ts';
import { noEvidence } from './evidence.ts';
import { selectLevels, selectPairs } from './selectPairs.ts';
import { signOf, type Subject } from './subject.ts';
import * as words from './words.ts';

/** One check per demand that an example can meet by itself. */
export function allPass(source: DraftSource): Check[] {
  return source.policy.objectives.flatMap((objective) => {
    const alignment = source.alignments.get(objective.name);
    if (alignment === undefined) return [];
    const { table, policy, levels } = source;
    const subject: Subject = {
      objective,
      alignment,
      table,
      policy,
      levels,
      view: 'complete',
      clusters: null,
    };
    return demandsOf(objective, alignment).map((demand) => checkDemand(subject, demand));
  });
}

interface Demand {
  readonly kind: CheckKind;
  readonly said: string;
  readonly needsBaseline: boolean;
  /** Null where nobody can say without the baseline. */
  readonly isMet: (candidate: number, baseline: number, example: number) => boolean;
}

/** Rounding of a subtraction must not fail an example. */
const slack = 1e-9;

function demandsOf(objective: ObjectivePolicy, alignment: Alignment): Demand[] {
  const scores = alignment.objective;
  const sign = scores.direction === 'higher-is-better' ? 1 : -1;
  const { floor, margin, ceiling, mostCatastrophic, aggregate } = objective;
  const demands: Demand[] = [];
  const perExample = { needsBaseline: false };
  if (aggregate !== null && scores.expectedLabels !== null && scores.candidate.labels !== null) {
    const { expectedLabels, candidate } = scores;
    const said = 'the expected label';
    const isMet = (_: number, __: number, i: number): boolean => candidate.labels?.[i] === expectedLabels[i];
    return [{ ...perExample, kind: 'aggregate', said, isMet }];
  }
  if (floor !== null) {
    const said = `${sign === 1 ? 'at least' : 'at most'} ${floor}`;
    const isMet = (candidate: number): boolean => sign * (candidate - floor) >= -slack;
    demands.push({ ...perExample, kind: 'floor', said, isMet });
  }
  // One latency against another is noise: only a mean of many is a comparison.
  if (margin !== null && scores.scale !== 'ratio' && scores.baseline !== null) {
    const said = `no loss beyond ${words.tolerance(margin, scores.scale)} against the baseline`;
    const isMet = (candidate: number, baseline: number): boolean =>
      sign * (candidate - baseline) >= -margin - slack;
    demands.push({ needsBaseline: true, kind: 'non-inferiority', said, isMet });
  }
  if (ceiling !== null) {
    const isMet = (candidate: number): boolean => candidate <= ceiling.limit;
    demands.push({ ...perExample, kind: 'ceiling', said: `at most ${ceiling.limit}`, isMet });
  }
  if (mostCatastrophic !== null && scores.scale !== 'ratio') {
    const worst = worstValue(scores);
    const isMet = (candidate: number): boolean => candidate !== worst;
    demands.push({ ...perExample, kind: 'catastrophe', said: 'not the worst value', isMet });
  }
  return demands;
}

function checkDemand(subject: Subject, demand: Demand): Check {
  const { alignment, objective, table } = subject;
  const pairs = demand.needsBaseline ? selectPairs(alignment, 'complete', null) : undefined;
  const { examples, candidate } = pairs ?? selectLevels(alignment, 'complete');
  const failing: string[] = [];
  examples.forEach((example, i) => {
    if (!demand.isMet(candidate[i] ?? Number.NaN, pairs?.baseline[i] ?? Number.NaN, example)) {
      failing.push(table.exampleIds[example] ?? '');
    }
  });
  const evidence = {
    ...noEvidence,
    method: 'all-pass',
    n: examples.length,
    effectiveN: examples.length,
    undecidable: alignment.objective.blocked,
  };
  const base = measuredBase(subject, demand.kind, null, null, evidence);
  const missing = alignment.n - examples.length;
  const { verdict, reason } = verdictOf(demand, failing.length, examples.length, missing);
  const isBlocked = alignment.objective.blocked.length > 0;
  return {
    ...base,
    verdict: isBlocked ? 'INCONCLUSIVE' : verdict,
    reasons: [...base.reasons, ...reason],
    flags: base.flags,
    candidateMean: meanOf(candidate),
    baselineMean: pairs === undefined ? null : meanOf(pairs.baseline),
    estimate:
      pairs === undefined
        ? null
        : signOf(subject) * ((meanOf(candidate) ?? 0) - (meanOf(pairs.baseline) ?? 0)),
    margin: demand.kind === 'non-inferiority' ? objective.margin : null,
    floor: demand.kind === 'floor' ? objective.floor : null,
    pAdjusted: null,
    family: null,
    failing: failing.slice(0, 50),
  };
}

function verdictOf(
  { said }: Demand,
  failing: number,
  examples: number,
  missing: number,
): { readonly verdict: Verdict; readonly reason: readonly Reason[] } {
  if (failing > 0) {
    const message = `${failing} of ${words.counted(examples, 'example')} miss${failing === 1 ? 'es' : ''} the demand (${said}).`;
    return { verdict: 'FAIL', reason: [{ code: 'example-misses-demand', message }] };
  }
  if (missing > 0) {
    const message = `${words.counted(missing, 'example')} without a result; all others meet the demand (${said}).`;
    return { verdict: 'INCONCLUSIVE', reason: [{ code: 'missing-data', message }] };
  }
  if (examples === 0) {
    return { verdict: 'INCONCLUSIVE', reason: [{ code: 'n<1', message: 'No example was scored.' }] };
  }
  return { verdict: 'PASS', reason: [] };
}
