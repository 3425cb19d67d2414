// Carries a gate run out: prepares it, asks and scores, judges, and keeps it whole. What is shown of it is not its matter.
import { recordLook } from '../../datasets/versions/recordLook.ts';
import type { Evaluation } from '../../evals/runner/evaluation.ts';
import { runEvaluation } from '../../evals/runner/runEvaluation.ts';
import { AssayError, errorTable } from '../../model/errors.ts';
import type { ArmRecord, ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { ArmEvaluation } from '../../evals/runner/evaluation.ts';
import type { GateContext } from '../context.ts';
import { logGateRun } from '../tracking/logGateRun.ts';
import { endOf } from './endOf.ts';
import type { GateObserver } from './gateObserver.ts';
import type { GateRequest, PreparedGate } from './gateRequest.ts';
import { beginningOf } from './gateRunRecord.ts';
import { glances } from './glances.ts';
import { judgeAtLook, judgeResults } from './judgeResults.ts';
import { prepareGate } from './prepareGate.ts';
import { encodeResults } from './resultLines.ts';
import { resultsOf } from './resultsOf.ts';

export interface GateOutcome {
  readonly run: GateRun;
  /** What the run is stored with, in the order of example ids. */
  readonly results: readonly ExampleResult[];
  /** The same, as the bytes they are stored as. */
  readonly resultBytes: Uint8Array | null;
  /** What a person should know about how it was prepared. */
  readonly warnings: readonly string[];
}

/**
 * A run that cannot be prepared leaves no record; one that began ends in the store, whatever happens: DECIDED with a verdict, or ERROR
 * or CANCELLED without one. Answers that were given are kept, so that the next run goes on where this one ended.
 *
 * @param signal cancels
 * @throws AssayError what preparing throws; `gate/infeasible` when the precheck refuses and the request does not insist
 */
export async function runGate(
  context: GateContext,
  request: GateRequest,
  observer: GateObserver,
  signal: AbortSignal,
): Promise<GateOutcome> {
  const gate = await prepareGate(context, request);
  try {
    if (gate.precheck.refusals.length > 0 && !request.isForced) {
      throw new AssayError(
        'gate/infeasible',
        `This gate cannot pass, whatever is answered:\n${gate.precheck.refusals.map((refusal) => `- ${refusal}`).join('\n')}`,
        { refusals: [...gate.precheck.refusals] },
      );
    }
    return await carryOut(context, gate, observer, signal);
  } finally {
    await gate.close();
  }
}

async function carryOut(
  context: GateContext,
  gate: PreparedGate,
  observer: GateObserver,
  signal: AbortSignal,
): Promise<GateOutcome> {
  const begun = beginningOf(context, gate);
  await context.store.gateRuns.begin(begun);
  context.announce({ type: 'gate-run', component: begun.component, gateRunId: begun.gateRunId });
  observer.onBegin?.(begun, gate);
  const made = await answersOf(context, gate, begun, observer, signal).catch(async (cause: unknown) => {
    // The run has begun, so it ends: a record that says RUNNING for ever would be a lie.
    await keep(context, failed(context, begun, cause), null);
    throw cause;
  });
  await keep(context, made.run, made.resultBytes);
  return { ...made, warnings: gate.warnings };
}

async function answersOf(
  context: GateContext,
  gate: PreparedGate,
  begun: GateRun,
  observer: GateObserver,
  signal: AbortSignal,
): Promise<Omit<GateOutcome, 'warnings'>> {
  await recordLook(context, gate.dataset, gate.examples, {
    actor: begun.origin.actor,
    purpose: 'gate',
    reason: null,
    gateRunId: begun.gateRunId,
  });
  const { evaluation, look } = await evaluate(context, gate, begun, observer, signal);
  const results = resultsOf(gate, evaluation, evaluation.stoppedAfter ?? gate.examples.length);
  const run = ended(context, gate, begun, evaluation, look, results);
  const encoded = encodeResults(results);
  return { run: { ...run, resultsHash: encoded.hash }, results, resultBytes: encoded.bytes };
}

async function evaluate(
  context: GateContext,
  gate: PreparedGate,
  begun: GateRun,
  observer: GateObserver,
  signal: AbortSignal,
): Promise<{ readonly evaluation: Evaluation; readonly look: number }> {
  const { file } = gate.request;
  const fractions = begun.sequential?.fractions ?? [1];
  let look = fractions.length;
  const glance = glances(gate, begun, observer);
  const evaluation = await runEvaluation(
    context,
    {
      examples: gate.examples,
      epochs: gate.epochs,
      candidate: gate.candidate.target,
      baseline: gate.baseline?.target ?? null,
      evaluators: gate.evaluators,
      settings: file.runner,
      budget: file.budget,
      seed: file.seed,
      looks: fractions.length,
      usesCache: gate.request.usesCache,
    },
    {
      ...(observer.onProgress === undefined ? {} : { onProgress: observer.onProgress }),
      onExample: (_index, soFar) => glance(soFar),
      onLook(at) {
        const results = resultsOf(gate, at.evaluation, at.examples);
        const { decision, judgement } = judgeAtLook(begun, results, at.look);
        observer.onPreview?.({
          examples: at.examples,
          of: gate.examples.length,
          judgement,
          isPlannedLook: true,
        });
        if (decision === 'stop') look = at.look;
        return decision;
      },
    },
    signal,
  );
  return { evaluation, look };
}

/** The record as it ends: a verdict when everything that was asked was answered or failed, otherwise why there is none. */
function ended(
  context: GateContext,
  gate: PreparedGate,
  begun: GateRun,
  evaluation: Evaluation,
  look: number,
  results: readonly ExampleResult[],
): GateRun {
  const run: GateRun = {
    ...begun,
    candidate: armOf(begun.candidate, evaluation.candidate),
    baseline:
      begun.baseline === null || evaluation.baseline === null
        ? begun.baseline
        : armOf(begun.baseline, evaluation.baseline),
    sequential: begun.sequential === null ? null : { ...begun.sequential, look },
    execution: {
      ended: evaluation.ended,
      wallMs: Math.round(evaluation.wallMs),
      highestConcurrency: evaluation.highestConcurrency,
      scores: evaluation.scores.given,
      cachedScores: evaluation.scores.cached,
      scoringCostUsd: evaluation.scores.costUsd,
    },
    endedAt: Math.max(context.now(), begun.startedAt),
  };
  const end = endOf(evaluation, gate);
  if (end !== null) return { ...run, sequential: begun.sequential, ...end };
  const judgement = judgeResults(run, results);
  return { ...run, status: 'DECIDED', verdict: judgement.verdict, judgement };
}

function armOf(arm: ArmRecord, { totals }: ArmEvaluation): ArmRecord {
  const { calls, cached, errors, retries, inputTokens, outputTokens, costUsd } = totals;
  return { ...arm, calls, cached, errors, retries, inputTokens, outputTokens, costUsd };
}

function failed(context: GateContext, begun: GateRun, cause: unknown): GateRun {
  const isKnown = cause instanceof AssayError;
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    ...begun,
    status: 'ERROR',
    error: {
      code: isKnown ? cause.code : 'server/fault',
      message: isKnown ? `${message} ${errorTable[cause.code].remedy}` : message,
    },
    endedAt: Math.max(context.now(), begun.startedAt),
  };
}

async function keep(context: GateContext, run: GateRun, resultBytes: Uint8Array | null): Promise<void> {
  await context.store.gateRuns.finish(run, resultBytes);
  await logGateRun(context, run);
  context.announce({ type: 'gate-run', component: run.component, gateRunId: run.gateRunId });
}
