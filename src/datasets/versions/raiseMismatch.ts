// Says that a dataset is not what it is said to be: an alert to its custodian. Not how that was found out.
import type { DatasetContext } from '../context.ts';
import { requireDatasetName } from './datasetName.ts';

/**
 * What was told and not yet acknowledged is not told again: every gate and every pull finds the same altered byte.
 *
 * @returns the id of the alert, the open one where the same was told before
 */
export async function raiseMismatch(
  context: DatasetContext,
  {
    name,
    custodian,
    message,
  }: { readonly name: string; readonly custodian: string | null; readonly message: string },
): Promise<string> {
  const subject = `dataset:${name}`;
  const { items } = await context.store.gateRuns.alerts({ limit: newestLookedAt, after: null });
  const told = items.find(
    (alert) => alert.acknowledgedAt === null && alert.subject === subject && alert.message === message,
  );
  if (told !== undefined) return told.alertId;
  const alertId = Buffer.from(context.randomBytes(16)).toString('hex');
  await context.store.gateRuns.raiseAlert({
    alertId,
    kind: 'dataset-hash-mismatch',
    subject,
    message,
    recipient: custodian,
    raisedAt: context.now(),
    acknowledgedAt: null,
  });
  context.announce({ type: 'alert', alertId });
  return alertId;
}

/** Enough to find what a person has yet to see; beyond it the same is told again rather than searched for. */
const newestLookedAt = 100;

/**
 * The same for files that somebody else found not to be the version they are pinned to.
 *
 * @returns the id of the alert
 * @throws AssayError `dataset/invalid-name`
 */
export async function checkedMismatch(
  context: DatasetContext,
  name: string,
  { pinned, computed, source, custodian }: FileMismatch,
): Promise<string> {
  requireDatasetName(name);
  const kept = await context.store.datasets.get(name);
  return raiseMismatch(context, {
    name,
    custodian: kept?.newest.card.custodian ?? custodian,
    message: `${source} is not the version of '${name}' it is pinned to: pinned ${pinned}, computed ${computed}.`,
  });
}

export interface FileMismatch {
  readonly pinned: string;
  readonly computed: string;
  /** Where the files are, in words. */
  readonly source: string;
  /** Whom the files name; the dataset kept under the name goes before. */
  readonly custodian: string | null;
}
