// Says that a dataset is not what it is said to be: an alert to its custodian. Not how that was found out.
import type { DatasetContext } from '../context.ts';

/** @returns the id of the alert */
export async function raiseMismatch(
  context: DatasetContext,
  {
    name,
    custodian,
    message,
  }: { readonly name: string; readonly custodian: string | null; readonly message: string },
): Promise<string> {
  const alertId = Buffer.from(context.randomBytes(16)).toString('hex');
  await context.store.gateRuns.raiseAlert({
    alertId,
    kind: 'dataset-hash-mismatch',
    subject: `dataset:${name}`,
    message,
    recipient: custodian,
    raisedAt: context.now(),
    acknowledgedAt: null,
  });
  context.announce({ type: 'alert', alertId });
  return alertId;
}
