// Changes a run's status, end time or name.
import type { Int64 } from '../../model/int64.ts';
import type { RunInfo, RunStatus, Tag } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { recordFingerprint } from '../evidence/recordFingerprint.ts';
import { cutTo, limits } from '../limits.ts';
import { runNameTag } from './runTags.ts';

/** What is undefined stays; an empty name is no name. */
export interface RunUpdate {
  readonly status?: RunStatus | undefined;
  readonly endTime?: Int64 | undefined;
  readonly name?: string | undefined;
  /** Set with the rest, or not at all. */
  readonly tags?: readonly Tag[] | undefined;
}

/** @throws AssayError `run/not-found`, `run/not-active` */
export async function updateRun(
  context: TrackingContext,
  runId: string,
  update: RunUpdate,
): Promise<RunInfo> {
  const { status, endTime } = update;
  const name =
    update.name === undefined || update.name === '' ? null : cutTo(update.name, limits.runTagValue);
  const tags = (update.tags ?? []).map((tag) => ({
    key: tag.key,
    value: cutTo(tag.value, limits.runTagValue),
  }));
  if (name !== null) tags.push({ key: runNameTag, value: name });
  const change = context.store.runs.update(runId, {
    ...(status === undefined ? {} : { status }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(name === null ? {} : { name }),
    ...(tags.length === 0 ? {} : { tags }),
  });
  const hasEnded = status !== undefined && status !== 'RUNNING' && status !== 'SCHEDULED';
  // Asked together, the two writes share one transaction.
  const [info] = await Promise.all([change, hasEnded ? recordFingerprint(context, runId) : undefined]);
  context.announce({ type: 'run', experimentId: info.experimentId, runId });
  return info;
}
