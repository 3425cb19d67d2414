// The waivers that hold at a time. Not what they change.
import type { WaiverUse } from '../../model/gateRun.ts';
import type { Waiver } from '../../store/gateRunStore.ts';

/** Those neither expired nor revoked, oldest first. */
export function activeWaivers(waivers: readonly Waiver[], now: number): readonly WaiverUse[] {
  return waivers
    .filter(({ expiresAt, revokedAt }) => expiresAt > now && revokedAt === null)
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.waiverId < b.waiverId ? -1 : 1))
    .map(({ waiverId, objective, slice, owner, reason, expiresAt }) => ({
      waiverId,
      objective,
      slice,
      owner,
      reason,
      expiresAt,
    }));
}
