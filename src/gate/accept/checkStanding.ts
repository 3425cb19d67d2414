// Whether what a gate run was excused and decided by stands here too: its waivers were granted, its judges were measured.
import type { GateRun } from '../../model/gateRun.ts';
import type { Waiver } from '../../store/gateRunStore.ts';
import type { GateContext } from '../context.ts';
import { blockedObjectives } from '../run/blockedObjectives.ts';
import { invalidRecord } from './checkRecord.ts';

/**
 * As things stood when the run began, so that a waiver that ended while it ran still counts.
 *
 * @throws AssayError `gate-run/invalid-record`
 */
export async function checkStanding(context: GateContext, run: GateRun): Promise<void> {
  const granted = run.waivers.length === 0 ? [] : await context.store.gateRuns.waivers(run.component);
  for (const used of run.waivers) {
    const stands = granted.some(
      (waiver) =>
        waiver.waiverId === used.waiverId &&
        waiver.objective === used.objective &&
        waiver.slice === used.slice &&
        holdsAt(waiver, run.startedAt),
    );
    if (!stands) {
      throw invalidRecord(`it was excused by the waiver ${used.waiverId}, which does not hold here`);
    }
  }
  const identities = new Map(
    Object.entries(run.evaluators).map(([objective, identity]) => [objective, { identity }]),
  );
  const blocked = await blockedObjectives(
    { store: context.store, now: () => run.startedAt },
    run.policy,
    identities,
  );
  for (const [objective, reasons] of Object.entries(blocked)) {
    if ((run.blocked[objective] ?? []).length > 0) continue;
    throw invalidRecord(
      `its judge of '${objective}' may not decide here: ${reasons.map(({ message }) => message).join(' ')}`,
    );
  }
}

const holdsAt = ({ expiresAt, revokedAt }: Waiver, time: number): boolean =>
  expiresAt > time && (revokedAt === null || revokedAt > time);
