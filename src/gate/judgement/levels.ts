// The errors that a judgement may make: per claim of PASS, and for the family of FAIL. A look of a sequential design has smaller ones.
import type { ObjectivePolicy, StatisticsPolicy } from '../../model/gatePolicy.ts';

export interface Levels {
  /** One-sided error of the bounds of an objective. */
  readonly alphaOf: (objective: ObjectivePolicy) => number;
  /** Of claims about catastrophes, whatever the criticality. */
  readonly catastropheAlpha: number;
  /** Holm over the family at this error, or every member alone at it (sequential looks, where the share is Bonferroni's). */
  readonly failing: { readonly kind: 'holm' | 'single'; readonly alpha: number };
  readonly look: number | null;
  /** Error of a PASS claim spent up to and including this look. */
  readonly spentOf: (objective: ObjectivePolicy) => number | null;
}

/** The declared error of a claim about an objective. */
export function declaredAlpha(objective: ObjectivePolicy, statistics: StatisticsPolicy): number {
  return objective.criticality === 'critical' ? statistics.criticalAlpha : statistics.alpha;
}

/** Of a sample of fixed size. */
export function fixedLevels(statistics: StatisticsPolicy): Levels {
  return {
    alphaOf: (objective) => declaredAlpha(objective, statistics),
    catastropheAlpha: statistics.criticalAlpha,
    failing: { kind: 'holm', alpha: statistics.failAlpha },
    look: null,
    spentOf: () => null,
  };
}

/** Whether an objective takes part in the verdict at all. */
export function isDeciding({ criticality }: ObjectivePolicy): boolean {
  return criticality === 'critical' || criticality === 'required';
}
