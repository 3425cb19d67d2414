// Queues the re-evaluation that a newly published dataset version asks for, once for each version, whenever and wherever it was published.
import { enqueueOnce } from '../../jobs/enqueueJob.ts';
import { onceId } from '../../jobs/onceId.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { DatasetSummary } from '../../model/dataset.ts';
import type { ChangeFeed } from '../../protocols/changeFeed.ts';

/**
 * Looks at every dataset when the server starts, for what was published while it was down or by a command beside it, and at one whenever
 * it changes. The id of the job is made of the version, so that looking twice queues nothing twice.
 *
 * @returns how to stop
 */
export function watchPublished(
  context: JobContext,
  changes: ChangeFeed,
  onFault: (cause: unknown) => void,
): () => void {
  const stop = changes.subscribe((event) => {
    if (event.type === 'dataset') queueFor(context, event.name).catch(onFault);
  });
  queueForAll(context).catch(onFault);
  return stop;
}

/** @returns when every dataset was looked at */
export async function queueForAll(context: JobContext): Promise<void> {
  let after: string | null = null;
  do {
    const page = await context.store.datasets.datasets({ limit: 200, after });
    for (const dataset of page.items) await queueIfPublished(context, dataset);
    after = page.next;
  } while (after !== null);
}

export async function queueFor(context: JobContext, name: string): Promise<void> {
  const dataset = await context.store.datasets.get(name);
  if (dataset !== undefined) await queueIfPublished(context, dataset);
}

async function queueIfPublished(context: JobContext, { name, published }: DatasetSummary): Promise<void> {
  if (published === null) return;
  const { versionId } = published;
  await enqueueOnce(context, onceId('reevaluate-baseline', name, versionId), {
    kind: 'reevaluate-baseline',
    payload: { dataset: name, versionId },
    priority: 0,
    notBefore: null,
    sameAs: null,
    origin: 'dataset-published',
  });
}
