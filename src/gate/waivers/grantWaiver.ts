// Grants a waiver: somebody answers, until a day, for a check that does not pass. Not what becomes of the verdict.
import { AssayError } from '../../model/errors.ts';
import type { Waiver } from '../../store/gateRunStore.ts';
import type { GateContext } from '../context.ts';

export interface WaiverRequest {
  readonly component: string;
  readonly objective: string;
  readonly slice: string | null;
  readonly owner: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Long enough to mend anything; a waiver that never ends is a policy. */
const longestWaiverMs = 365 * 24 * 60 * 60 * 1_000;

/** @throws AssayError `waiver/invalid` */
export async function grantWaiver(context: GateContext, request: WaiverRequest): Promise<Waiver> {
  const now = context.now();
  refuseBlank(request.component, 'component', 'whose gate is meant');
  refuseBlank(request.objective, 'objective', 'which check does not decide');
  refuseBlank(request.owner, 'owner', 'who answers for it');
  refuseBlank(request.reason, 'reason', 'why it is acceptable for now');
  if (!Number.isFinite(request.expiresAt) || request.expiresAt <= now) {
    throw new AssayError(
      'waiver/invalid',
      'A waiver ends in the future: `expires` is not a later time than now.',
    );
  }
  if (request.expiresAt - now > longestWaiverMs) {
    throw new AssayError(
      'waiver/invalid',
      'A waiver ends within a year; what should hold for longer belongs into the policy.',
    );
  }
  const waiver: Waiver = {
    waiverId: Buffer.from(context.randomBytes(8)).toString('hex'),
    ...request,
    createdAt: now,
    revokedAt: null,
  };
  await context.store.gateRuns.keepWaiver(waiver);
  context.announce({ type: 'component', name: request.component });
  return waiver;
}

function refuseBlank(value: string, field: string, meaning: string): void {
  if (value.trim() === '') {
    throw new AssayError('waiver/invalid', `A waiver names its ${field}: ${meaning}.`);
  }
}
