// A line of the stored results of a gate run, read as a recording of one of its arms. Not how results are written.
import type { Outcome } from '../../../model/evaluation.ts';
import type { EpochResult, ExampleResult } from '../../../model/gateRun.ts';
import type { Json } from '../../../model/json.ts';
import type { Attempt } from '../../target.ts';
import { failedAttempt } from '../failedAttempt.ts';
import type { LineKey } from './recording.ts';

export type Arm = 'candidate' | 'baseline';

export function keyOfResultLine(line: Json, arm: Arm): LineKey | string {
  const result = asResult(line);
  if (result === null) return 'is no result of a gate run';
  return { exampleId: result.exampleId, epochs: result[arm].map((each) => each.epoch) };
}

export function attemptOfResultLine(line: Json, arm: Arm, epoch: number): Attempt {
  const found = asResult(line)?.[arm].find((each: EpochResult) => each.epoch === epoch);
  if (found === undefined) {
    return failedAttempt('target/not-recorded', `The ${arm} of that gate run has no epoch ${epoch}.`);
  }
  return attemptOfOutcome(found.outcome, found.latencyMs);
}

function attemptOfOutcome(outcome: Outcome, latencyMs: number | null): Attempt {
  return outcome.kind === 'answered'
    ? { kind: 'answered', answer: outcome.answer, latencyMs, pauseMs: null }
    : { kind: 'failed', error: outcome.error, isRetryable: false, isThrottled: false, retryAfterMs: null };
}

/** Stored results were written by a gate run and checked against their hash; only their outline is looked at again. */
function asResult(line: Json): ExampleResult | null {
  if (typeof line !== 'object' || line === null || !('exampleId' in line)) return null;
  if (!Array.isArray(line['candidate']) || !Array.isArray(line['baseline'])) return null;
  return line as unknown as ExampleResult;
}
