// Takes in a gate run that was carried out elsewhere, after proving that its parts belong together and give its verdict. Nothing on trust.
import { canonicalJson } from '../datasets/canonicalHash.ts';
import { AssayError } from '../model/errors.ts';
import type { ArmRecord, GateRun, LedgerNote } from '../model/gateRun.ts';
import type { Json } from '../model/json.ts';
import { checkCoverage } from './accept/checkCoverage.ts';
import { checkRecord } from './accept/checkRecord.ts';
import { checkStanding } from './accept/checkStanding.ts';
import { checkVerdict } from './accept/checkVerdict.ts';
import { readResults } from './accept/readResults.ts';
import type { GateContext } from './context.ts';
import { ledgerNote } from './ledger.ts';
import { keepVersion } from './run/keepVersion.ts';
import { logGateRun, trackedRunId } from './tracking/logGateRun.ts';

export interface AcceptedGateRun {
  readonly gateRunId: string;
  /** False when the same run was recorded before: nothing was added. */
  readonly isNew: boolean;
  /** The run that MLflow clients see. */
  readonly runId: string;
  /** As counted here: decisions on the dataset version before this one. */
  readonly ledger: LedgerNote;
  /** What a person should know. */
  readonly warnings: readonly string[];
}

/**
 * The same run again is the same answer, so that a sender who did not hear one may ask twice.
 *
 * @param results the bytes that `run.resultsHash` names; null for a run that ended without any
 * @throws AssayError `gate-run/invalid-record`, `gate-run/verdict-differs`, `gate-run/exists`
 */
export async function acceptGateRun(
  context: GateContext,
  run: GateRun,
  results: Uint8Array | null,
): Promise<AcceptedGateRun> {
  const { gateRuns } = context.store;
  checkRecord(run, results);
  const known = await gateRuns.get(run.gateRunId);
  if (known === undefined) {
    const examples = results === null ? [] : readResults(run, results);
    if (run.status === 'DECIDED') {
      await checkStanding(context, run);
      checkCoverage(run, examples);
      checkVerdict(run, examples);
    }
  } else if (!isSame(known, run)) {
    throw new AssayError(
      'gate-run/exists',
      `Another gate run with the id ${run.gateRunId} is recorded here; its content is not the same.`,
    );
  }
  // Counted before this one is: what stood when it was decided, as far as this server knows.
  const ledger = ledgerNote(await gateRuns.ledger(run.dataset.versionId, run.candidate.hash));
  const warnings = known === undefined ? await keep(context, run, results) : [];
  const runId = await shown(context, run);
  if (known === undefined) {
    context.announce({ type: 'component', name: run.component });
    context.announce({ type: 'gate-run', component: run.component, gateRunId: run.gateRunId });
  }
  return { gateRunId: run.gateRunId, isNew: known === undefined, runId, ledger, warnings };
}

/** Versions first: a version that no run names does no harm, a run whose version is unknown would. */
async function keep(
  context: GateContext,
  run: GateRun,
  results: Uint8Array | null,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const arm of run.baseline === null ? [run.candidate] : [run.candidate, run.baseline]) {
    warnings.push(...(await keepVersion(context, versionOf(run, arm))));
  }
  try {
    await context.store.gateRuns.keepEnded(run, results);
  } catch (cause) {
    if (!(cause instanceof AssayError) || cause.code !== 'gate-run/exists') throw cause;
    // Sent twice at once: the other one was first.
    const kept = await context.store.gateRuns.get(run.gateRunId);
    if (kept === undefined || !isSame(kept, run)) throw cause;
  }
  return warnings;
}

function versionOf(run: GateRun, { hash, label, manifest }: ArmRecord) {
  return { component: run.component, hash, label, manifest, createdAt: run.startedAt };
}

/** What was recorded before is shown already, unless the server stopped in between. */
async function shown(context: GateContext, run: GateRun): Promise<string> {
  try {
    return await logGateRun(context, run);
  } catch (cause) {
    if (cause instanceof AssayError && cause.code === 'run/exists') return trackedRunId(run.gateRunId);
    throw cause;
  }
}

const isSame = (one: GateRun, other: GateRun): boolean => textOf(one) === textOf(other);

/** A record is made of JSON values by its type; the type system only lacks a word for "an interface is an object". */
const textOf = (run: GateRun): string => canonicalJson(run as unknown as Json);
