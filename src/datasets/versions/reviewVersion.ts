// The review of a draft: it is submitted, and a reviewer approves it or asks for changes. Not its publication.
import type { DatasetVersion } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import type { VersionChange } from '../../store/datasetStore.ts';
import type { DatasetContext } from '../context.ts';

export type ReviewAction = 'submit' | 'approve' | 'request-changes';

export interface ReviewStep {
  readonly action: ReviewAction;
  /** Who does it; null where that is not known. */
  readonly actor: string | null;
  readonly note: string | null;
  /** Who should review, when it is submitted; null for anybody but the author. */
  readonly reviewer: string | null;
}

/** @throws AssayError `dataset/wrong-standing`, `dataset/own-review`, `request/invalid-field` for changes requested without a word */
export async function reviewVersion(
  context: DatasetContext,
  version: DatasetVersion,
  step: ReviewStep,
): Promise<DatasetVersion> {
  const changed = await context.store.datasets.change(
    version.name,
    version.versionId,
    await changeOf(context, version, step),
  );
  context.announce({ type: 'dataset', name: version.name });
  return changed;
}

async function changeOf(
  context: DatasetContext,
  version: DatasetVersion,
  step: ReviewStep,
): Promise<VersionChange> {
  const { actor, note, reviewer } = step;
  const at = context.now();
  switch (step.action) {
    case 'submit':
      return {
        expects: ['draft'],
        standing: 'in-review',
        approval: null,
        event: { kind: 'submitted', actor, note, detail: { reviewer }, at },
      };
    case 'approve':
      await requireReviewer(context, version, actor);
      return {
        expects: ['in-review'],
        approval: { by: actor, at },
        event: { kind: 'approved', actor, note, detail: {}, at },
      };
    case 'request-changes':
      if (note === null) {
        throw new AssayError(
          'request/invalid-field',
          "Changes are requested without saying which: 'note' is missing.",
          { field: 'note' },
        );
      }
      return {
        expects: ['in-review'],
        standing: 'draft',
        approval: null,
        event: { kind: 'changes-requested', actor, note, detail: {}, at },
      };
  }
}

async function requireReviewer(
  { store }: DatasetContext,
  { name, versionId, author }: DatasetVersion,
  actor: string | null,
): Promise<void> {
  if (author !== null && (actor === null || actor === author)) {
    throw new AssayError(
      'dataset/own-review',
      actor === null
        ? `Who approves the version of ${author} is not said.`
        : `${actor} is the author of this version and cannot approve it.`,
    );
  }
  const events = await store.datasets.events(name, versionId);
  const wanted = events.findLast(({ kind }) => kind === 'submitted')?.detail['reviewer'] ?? null;
  if (typeof wanted === 'string' && wanted !== actor) {
    throw new AssayError(
      'dataset/own-review',
      `The version was given to ${wanted} for review, not to ${actor ?? 'somebody unnamed'}.`,
    );
  }
}
