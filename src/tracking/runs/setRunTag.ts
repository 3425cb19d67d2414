// Sets and deletes one tag of a run.
import type { Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { announceRun } from './announceRun.ts';
import { checkRunTag, runNameIn, runNameTag } from './runTags.ts';

/** Setting the name tag names the run. @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active` */
export async function setRunTag(context: TrackingContext, runId: string, asked: Tag): Promise<void> {
  const tag = checkRunTag(asked);
  const isEmptyName = tag.key === runNameTag && tag.value === '';
  await context.store.runs.append(runId, {
    points: [],
    modelPoints: [],
    params: [],
    tags: isEmptyName ? [] : [tag],
    name: runNameIn([tag]),
  });
  await announceRun(context, runId);
}

/** @throws AssayError `run/not-found`, `run/not-active`, `run/tag-not-found` */
export async function deleteRunTag(context: TrackingContext, runId: string, key: string): Promise<void> {
  await context.store.runs.deleteTag(runId, key);
  await announceRun(context, runId);
}
