// Every check that a policy asks for, measured under one reading of what is missing. No family is adjusted and nothing is decided here.
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import type { Alignment } from './alignArms.ts';
import { checkAggregateDifference, checkAggregateFloor } from './checkAggregate.ts';
import { checkFloor } from './checkFloor.ts';
import { checkNonInferiority } from './checkNonInferiority.ts';
import { checkCatastrophe, checkCeiling } from './checkShare.ts';
import { checkSuperiority } from './checkSuperiority.ts';
import { measuredBase, type DraftCheck } from './draftCheck.ts';
import { noEvidence } from './evidence.ts';
import { isDeciding, type Levels } from './levels.ts';
import type { MissingView } from './selectPairs.ts';
import type { Subject } from './subject.ts';

export interface DraftSource {
  readonly table: ScoreTable;
  readonly policy: JudgementPolicy;
  readonly levels: Levels;
  /** By objective; without those that the table has no scores of. */
  readonly alignments: ReadonlyMap<string, Alignment>;
  /** Of the inputs: what a bootstrap is seeded with. */
  readonly inputsHash: string;
  /** False for a look at the whole set only. */
  readonly withSlices: boolean;
}

/** Whole-set checks first, in the order of the policy; then slices, objective by objective. */
export function draftChecks(source: DraftSource, view: MissingView): DraftCheck[] {
  const whole: DraftCheck[] = [];
  const slices: DraftCheck[] = [];
  for (const objective of source.policy.objectives) {
    const alignment = source.alignments.get(objective.name);
    if (alignment === undefined) continue;
    const subject = subjectOf(source, objective, alignment, view);
    whole.push(...wholeSetChecks(subject, source.inputsHash));
    if (source.withSlices) slices.push(...sliceChecks(subject));
  }
  return [...whole, ...slices];
}

function subjectOf(
  { table, policy, levels }: DraftSource,
  objective: ObjectivePolicy,
  alignment: Alignment,
  view: MissingView,
): Subject {
  const clusters = policy.statistics.isClustered ? table.clusters : null;
  // Clusters of one example each are no clusters.
  const isClustered = clusters !== null && new Set(clusters).size < clusters.length;
  return { objective, alignment, table, policy, levels, view, clusters: isClustered ? clusters : null };
}

function wholeSetChecks(subject: Subject, seed: string): DraftCheck[] {
  const { objective } = subject;
  const { floor, margin, mustImproveBy, ceiling, mostCatastrophic, aggregate } = objective;
  const checks: DraftCheck[] = [];
  const hasBaseline = subject.alignment.objective.baseline !== null;
  if (floor !== null) {
    checks.push(
      aggregate === null ? checkFloor(subject, floor) : checkAggregateFloor(subject, aggregate, floor, seed),
    );
  }
  if (margin !== null) {
    checks.push(
      aggregate === null
        ? checkNonInferiority(subject, margin, null)
        : checkAggregateDifference(subject, aggregate, margin, seed),
    );
  }
  if (mustImproveBy !== null) checks.push(checkSuperiority(subject, mustImproveBy));
  if (ceiling !== null) checks.push(checkCeiling(subject, ceiling.quantile, ceiling.limit));
  if (mostCatastrophic !== null) checks.push(checkCatastrophe(subject, mostCatastrophic));
  if (checks.length === 0 && isDeciding(objective)) checks.push(nothingDemanded(subject, hasBaseline));
  return checks;
}

function nothingDemanded(subject: Subject, hasBaseline: boolean): DraftCheck {
  const message = 'The policy demands nothing of this objective: no floor, margin, gain, ceiling or share.';
  const evidence = {
    ...noEvidence,
    method: 'none',
    n: 0,
    undecidable: [{ code: 'nothing-demanded', message }],
  };
  return {
    measured: measuredBase(subject, hasBaseline ? 'non-inferiority' : 'floor', null, null, evidence),
    family: null,
    familyP: null,
    decide: () => ({ verdict: 'INCONCLUSIVE', flags: [], reasons: [] }),
  };
}

/** Critical slices at the objective's tolerance; others at twice that, which their smaller numbers can hope to show. */
function sliceChecks(subject: Subject): DraftCheck[] {
  const { objective, policy, table, alignment } = subject;
  const { margin } = objective;
  if (margin === null || alignment.objective.baseline === null) return [];
  return policy.slices.map(({ definition, isCritical }, at) =>
    checkNonInferiority(subject, isCritical ? margin : 2 * margin, {
      name: definition.name,
      members: table.slices[at] ?? new Int32Array(),
      isCritical,
    }),
  );
}
