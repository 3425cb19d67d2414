// How much differences varied in a judgement that is already there: what a precheck learns from the last run. Not an estimate of an effect.
import type { Judgement } from '../../model/judgement.ts';
import type { Spread } from './precheckInput.ts';

/**
 * The spread of an objective in an earlier judgement of the same component: `SE·√n`, with the design effect taken out again.
 *
 * @returns null when the objective was not compared there, or nothing varied: no spread predicts nothing
 */
export function spreadOf(judgement: Judgement, objective: string): Spread | null {
  const check = judgement.checks.find(
    (each) => each.objective === objective && each.slice === null && each.kind === 'non-inferiority',
  );
  if (check === undefined || check.se === null || !(check.se > 0) || check.pairs < 2) return null;
  const designEffect = Math.max(1, check.designEffect ?? 1);
  return {
    from: 'last run',
    sd: check.se * Math.sqrt(check.pairs / designEffect),
    designEffect,
    level: check.candidateMean,
  };
}
