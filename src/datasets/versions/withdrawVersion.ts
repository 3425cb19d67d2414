// Withdraws a version: it stays readable and is no longer used for decisions. Nothing is deleted.
import type { DatasetVersion } from '../../model/dataset.ts';
import type { DatasetContext } from '../context.ts';

/** @throws AssayError `dataset/wrong-standing` when it is withdrawn already */
export async function withdrawVersion(
  context: DatasetContext,
  { name, versionId }: DatasetVersion,
  { actor, reason }: { readonly actor: string | null; readonly reason: string },
): Promise<DatasetVersion> {
  const changed = await context.store.datasets.change(name, versionId, {
    expects: ['draft', 'in-review', 'published'],
    standing: 'withdrawn',
    event: { kind: 'withdrawn', actor, note: reason, detail: {}, at: context.now() },
  });
  context.announce({ type: 'dataset', name });
  return changed;
}
