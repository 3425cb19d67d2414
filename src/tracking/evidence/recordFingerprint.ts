// Keeps the fingerprint of a run that ended, so that a later run can be told that it repeats this one.
import type { TrackingContext } from '../context.ts';
import { fingerprintRun } from './fingerprintRun.ts';

/** Called when a run ends, and again when someone asks about repeats: params and inputs may be added after the end. */
export async function recordFingerprint(context: TrackingContext, runId: string): Promise<void> {
  const run = await context.store.runs.get(runId);
  if (run !== undefined) await context.store.runs.setFingerprint(runId, fingerprintRun(run));
}
