// The evidence completeness of several runs at once; what does not exist is left out. One run that must exist is evidenceOf.
import type { TrackingContext } from '../context.ts';
import { assessEvidence } from './assessEvidence.ts';
import type { Evidence } from './evidence.ts';
import { gatherRunFacts } from './runFacts.ts';

/** In the order asked. */
export async function assessRuns(
  context: TrackingContext,
  runIds: readonly string[],
): Promise<readonly Evidence[]> {
  const found = await Promise.all(
    runIds.map(async (runId) => {
      const isThere = (await context.store.runs.info(runId)) !== undefined;
      return isThere ? [assessEvidence(await gatherRunFacts(context, runId))] : [];
    }),
  );
  return found.flat();
}
