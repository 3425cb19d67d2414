// The verdict: from a score table and a policy to PASS, FAIL or INCONCLUSIVE with everything needed to see why. No clock, no chance.
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import { alignArms, type Alignment } from './alignArms.ts';
import { allPass } from './allPass.ts';
import { assembleJudgement } from './assembleJudgement.ts';
import { canonicalTable } from './canonicalTable.ts';
import { decideChecks } from './decideChecks.ts';
import { inputsHash } from './inputsHash.ts';
import { fixedLevels } from './levels.ts';

/**
 * Judges the stored scores of a gate run. The same scores and policy give the same bytes on every machine, whatever order the examples
 * come in.
 *
 * @throws AssayError `scores/out-of-range` for a score that is no number, infinite or outside its evaluator's range
 * @throws AssayError `scores/malformed` for an example given twice, lengths or indices that do not fit
 */
export function judgeScores(table: ScoreTable, policy: JudgementPolicy): Judgement {
  const canonical = canonicalTable(table);
  const hash = inputsHash(canonical, policy);
  const alignments = alignmentsOf(canonical, policy);
  const source = {
    table: canonical,
    policy,
    levels: fixedLevels(policy.statistics),
    alignments,
    inputsHash: hash,
    withSlices: true,
  };
  const checks = policy.decide === 'all-pass' ? allPass(source) : decideChecks(source);
  return assembleJudgement(source, checks);
}

/** By objective; objectives that the policy does not name are not judged. */
export function alignmentsOf(table: ScoreTable, policy: JudgementPolicy): Map<string, Alignment> {
  const names = new Set(policy.objectives.map(({ name }) => name));
  return new Map(
    table.objectives
      .filter(({ objective }) => names.has(objective))
      .map((objective) => [objective.objective, alignArms(objective, table.epochs)]),
  );
}
