// The evidence completeness of a recorded run, however it was logged.
import type { TrackingContext } from '../context.ts';
import { assessEvidence } from './assessEvidence.ts';
import type { Evidence } from './evidence.ts';
import { gatherRunFacts } from './runFacts.ts';

/** @throws AssayError `run/not-found` */
export async function evidenceOf(context: TrackingContext, runId: string): Promise<Evidence> {
  return assessEvidence(await gatherRunFacts(context, runId));
}
