// Slices of each objective beside each other, shrunk towards their common mean: for display, never for a verdict.
import type { Check, SliceSummary } from '../../model/judgement.ts';
import { shrunkEffects } from '../../stats/shrunkEffects.ts';

/** @param checks of which those of slices are summarised, by objective in their order */
export function summarizeSlices(checks: readonly Check[]): SliceSummary[] {
  const byObjective = new Map<string, Check[]>();
  for (const check of checks) {
    if (check.slice === null) continue;
    const known = byObjective.get(check.objective);
    if (known === undefined) byObjective.set(check.objective, [check]);
    else known.push(check);
  }
  return [...byObjective].map(([objective, slices]) => {
    // A slice in which nothing varies has no standard error to weigh it by.
    const usable = slices.flatMap((check, at) =>
      check.estimate !== null && check.se !== null && check.se > 0
        ? [{ at, estimate: check.estimate, se: check.se }]
        : [],
    );
    const shrunk = shrunkEffects(usable);
    const effectOf = new Map(usable.map(({ at }, i) => [at, shrunk?.effects[i]]));
    return {
      objective,
      heterogeneityP: shrunk?.p ?? null,
      slices: slices.map((check, at) => ({
        slice: check.slice ?? '',
        n: check.pairs,
        difference: check.estimate,
        shrunk: effectOf.get(at) ?? null,
      })),
    };
  });
}
