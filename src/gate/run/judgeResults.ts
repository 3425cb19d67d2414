// The judgement of stored results under the policy they were made for: computed when a gate run ends, and again whenever it is verified.
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { Judgement } from '../../model/judgement.ts';
import { looksByOrder } from '../judgement/examplesUpTo.ts';
import { judgeLook, type LookDecision } from '../judgement/judgeLook.ts';
import { judgeScores } from '../judgement/judgeScores.ts';
import { scoreTableOf } from './scoreTableOf.ts';

/** What of a gate run its judgement depends on, beside the results. */
export type Judged = Pick<
  GateRun,
  'policy' | 'evaluators' | 'blocked' | 'epochs' | 'baseline' | 'sequential' | 'dataset'
>;

/** Pure: the same run and results give the same bytes. @throws AssayError `scores/out-of-range`, `scores/malformed` */
export function judgeResults(run: Judged, results: readonly ExampleResult[]): Judgement {
  const { sequential } = run;
  if (sequential === null || sequential.look < 1) return judgeScores(tableOf(run, results), run.policy);
  return judgeAtLook(run, results, sequential.look).judgement;
}

/** @param look from 1, one of those that were planned */
export function judgeAtLook(run: Judged, results: readonly ExampleResult[], look: number): LookDecision {
  const fractions = run.sequential?.fractions ?? [1];
  const arrivals = looksByOrder(run.dataset.examples, fractions);
  return judgeLook(tableOf(run, results), run.policy, {
    look,
    fractions,
    arrivals: Int32Array.from(results, ({ order }) => arrivals[order] ?? fractions.length),
  });
}

function tableOf(run: Judged, results: readonly ExampleResult[]): ReturnType<typeof scoreTableOf> {
  return scoreTableOf({
    results,
    policy: run.policy,
    evaluators: run.evaluators,
    blocked: run.blocked,
    epochs: run.epochs,
    hasBaseline: run.baseline !== null,
  });
}
