// Which judges an open alert says have drifted. Not how drift is found.
import type { EvaluationContext } from '../../context.ts';

/** Alerts of this kind about `judge:<hash>` stop a judge until somebody acknowledges them. */
export const judgeDriftAlert = 'judge-drift';

/** Newest alerts that are looked through. */
const mostAlerts = 500;

/** Hashes of judges. */
export async function driftedJudges({
  store,
}: Pick<EvaluationContext, 'store'>): Promise<ReadonlySet<string>> {
  const { items } = await store.gateRuns.alerts({ limit: mostAlerts, after: null });
  return new Set(
    items.flatMap(({ kind, subject, acknowledgedAt }) =>
      kind === judgeDriftAlert && acknowledgedAt === null && subject.startsWith('judge:')
        ? [subject.slice('judge:'.length)]
        : [],
    ),
  );
}
