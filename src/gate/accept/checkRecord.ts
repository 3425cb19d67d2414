// Whether the record of a gate run holds together by itself: status, hashes, arms, policy. Not its verdict.
import { createHash } from 'node:crypto';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { ArmRecord, GateRun } from '../../model/gateRun.ts';
import { hashOf } from '../run/componentVersion.ts';

export function invalidRecord(what: string): AssayError {
  return new AssayError('gate-run/invalid-record', `The gate run is not taken in: ${what}.`, { what });
}

/** @throws AssayError `gate-run/invalid-record` */
export function checkRecord(run: GateRun, results: Uint8Array | null): void {
  checkStatus(run, results);
  checkResults(run, results);
  checkArm(run, run.candidate, 'candidate');
  if (run.baseline !== null) checkArm(run, run.baseline, 'baseline');
  checkWaivers(run);
  const { text, hash } = run.policySource;
  if (hashedText(text) !== hash)
    throw invalidRecord('the text of its policy does not have the hash it names');
  if (run.policy.tier !== run.tier) {
    throw invalidRecord(
      `it is of the tier '${run.tier}', and was judged by the policy of '${run.policy.tier}'`,
    );
  }
}

/** What does not decide must be what somebody answers for. */
function checkWaivers({ policy, waivers }: GateRun): void {
  const waived = policy.waived.map(({ waiverId, objective, slice }) => [waiverId, objective, slice]);
  const used = waivers.map(({ waiverId, objective, slice }) => [waiverId, objective, slice]);
  if (JSON.stringify(waived) !== JSON.stringify(used)) {
    throw invalidRecord('the waived checks of its policy are not its waivers');
  }
}

function checkStatus(run: GateRun, results: Uint8Array | null): void {
  const { status, verdict, judgement, error, endedAt, startedAt } = run;
  if (status === 'RUNNING') throw invalidRecord('it has not ended');
  if (endedAt === null || endedAt < startedAt) throw invalidRecord('it does not say when it ended');
  if (status !== 'DECIDED') {
    if (verdict !== null || judgement !== null) {
      throw invalidRecord(`it ended as ${status} and has a verdict all the same`);
    }
    if (status === 'ERROR' && error === null) throw invalidRecord('it ended in an error it does not name');
    return;
  }
  if (verdict === null || judgement === null) throw invalidRecord('it is decided and has no verdict');
  if (error !== null) throw invalidRecord('it is decided and names an error');
  if (results === null) throw invalidRecord('it is decided and comes without results');
}

function checkResults(run: GateRun, results: Uint8Array | null): void {
  if (results === null) {
    if (run.resultsHash !== null) throw invalidRecord('it names results and comes without them');
    return;
  }
  if (createHash('sha256').update(results).digest('hex') !== run.resultsHash) {
    throw invalidRecord('its results do not have the hash it names');
  }
}

function checkArm(run: GateRun, { hash, manifest }: ArmRecord, name: string): void {
  if (manifest.component !== run.component) {
    throw invalidRecord(`its ${name} is a version of '${manifest.component}', not of '${run.component}'`);
  }
  const computed = hashed(() => hashOf(manifest));
  if (computed !== hash) {
    throw invalidRecord(`the manifest of its ${name} does not have the hash it names: computed ${computed}`);
  }
}

const hashedText = (text: string): string => hashed(() => canonicalHash(text));

function hashed(hash: () => string): string {
  try {
    return hash();
  } catch (cause) {
    if (cause instanceof RangeError) throw invalidRecord(cause.message);
    throw cause;
  }
}
