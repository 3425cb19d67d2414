// Notes that examples of the holdout were read: by whom, why, for which gate run. A holdout that is looked at often is one no longer.
import type { HoldoutLook, ResolvedDataset } from '../../model/dataset.ts';
import { type Example, holdoutSplit } from '../../model/example.ts';
import type { DatasetContext } from '../context.ts';

export interface Look {
  readonly actor: string | null;
  readonly purpose: HoldoutLook['purpose'];
  readonly reason: string | null;
  readonly gateRunId: string | null;
}

/**
 * Called before the examples are handed on; durable when it resolves.
 *
 * @param examples that are read, of any split
 * @returns the look; undefined when none of them is of the holdout, and nothing was noted
 */
export async function recordLook(
  context: DatasetContext,
  { name, versionId }: Pick<ResolvedDataset, 'name' | 'versionId'>,
  examples: readonly Pick<Example, 'split'>[],
  look: Look,
): Promise<HoldoutLook | undefined> {
  return recordLookAt(
    context,
    { name, versionId },
    examples.filter(({ split }) => split === holdoutSplit).length,
    look,
  );
}

/** The same where they were counted already. */
export async function recordLookAt(
  context: DatasetContext,
  { name, versionId }: Pick<ResolvedDataset, 'name' | 'versionId'>,
  held: number,
  look: Look,
): Promise<HoldoutLook | undefined> {
  if (held === 0) return undefined;
  const noted: HoldoutLook = {
    lookId: Buffer.from(context.randomBytes(16)).toString('hex'),
    name,
    versionId,
    examples: held,
    at: context.now(),
    ...look,
  };
  await context.store.datasets.recordLook(noted);
  context.announce({ type: 'dataset', name });
  return noted;
}
