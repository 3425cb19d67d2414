// The results of a gate run, example by example, as they were stored. Not what they came to.
import { AssayError } from '../../model/errors.ts';
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { GateContext } from '../context.ts';
import { decodeResults } from '../run/resultLines.ts';

/**
 * The bytes as stored, checked against their hash.
 *
 * @throws AssayError `gate-run/no-results` when the run ended, or still runs, without any; `gate-run/results-damaged`
 */
export async function resultBytes(
  context: GateContext,
  { gateRunId, status, resultsHash }: GateRun,
): Promise<Uint8Array> {
  const bytes = await context.store.gateRuns.results(gateRunId);
  if (bytes !== undefined) return bytes;
  if (resultsHash !== null) {
    throw new AssayError(
      'gate-run/results-damaged',
      `The results of the gate run ${gateRunId} are gone: its record names results of SHA-256 ${resultsHash}.`,
    );
  }
  throw new AssayError(
    'gate-run/no-results',
    status === 'RUNNING'
      ? `The gate run ${gateRunId} is still running; its results are stored when it ends.`
      : `The gate run ${gateRunId} ended (${status}) without results.`,
  );
}

/** @throws AssayError `gate-run/no-results`, `gate-run/results-damaged` */
export async function resultsOf(context: GateContext, run: GateRun): Promise<readonly ExampleResult[]> {
  return decodeResults(await resultBytes(context, run));
}
