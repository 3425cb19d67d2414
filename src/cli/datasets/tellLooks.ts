// Tells a server of the looks at a holdout that a gate took here, so that they are counted where the dataset is kept.
import type { Client } from 'assay-sdk';
import type { GateRun } from '../../model/gateRun.ts';
import type { Store } from '../../store/store.ts';

/** What is needed of a gate run. */
interface LookingRun {
  readonly gateRunId: GateRun['gateRunId'];
  readonly dataset: Pick<GateRun['dataset'], 'name'>;
}

/** A gate run looks once; others may have looked since, in gates beside it. */
const recentLooks = 50;

export async function tellLooks(
  server: Client,
  store: Store,
  { dataset, gateRunId }: LookingRun,
): Promise<void> {
  const { items } = await store.datasets.looks(dataset.name, { limit: recentLooks, after: null });
  for (const look of items.filter((each) => each.gateRunId === gateRunId)) {
    const { versionId, actor, reason, examples } = look;
    await server.datasets.recordLook(dataset.name, { versionId, actor, reason, gateRunId, examples });
  }
}
