// Raises an alert: kept until somebody acknowledges it, and announced. Not who is told by which means.
import type { Alert } from '../store/gateRunStore.ts';
import type { GateContext } from './context.ts';

/** @returns the alert as it is kept */
export async function raiseAlert(
  context: GateContext,
  alert: Pick<Alert, 'kind' | 'subject' | 'message' | 'recipient'>,
): Promise<Alert> {
  const kept: Alert = {
    alertId: Buffer.from(context.randomBytes(16)).toString('hex'),
    ...alert,
    raisedAt: context.now(),
    acknowledgedAt: null,
  };
  await context.store.gateRuns.raiseAlert(kept);
  context.announce({ type: 'alert', alertId: kept.alertId });
  return kept;
}
