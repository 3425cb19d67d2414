// The results of an evaluation as they are stored: one line an example with everything that was said about it. Not their judgement.
import { isInSlice } from '../../datasets/selection/examplesOfSlice.ts';
import type { Evaluation, CallResult } from '../../evals/runner/evaluation.ts';
import type { Evaluator } from '../../evals/evaluator.ts';
import type { EpochResult, ExampleResult } from '../../model/gateRun.ts';
import type { PreparedGate } from './gateRequest.ts';
import { withHumanLabels } from './humanLabels.ts';

/**
 * @param count of examples, from the beginning of the order; those not concluded in every arm and epoch are left out
 * @returns in the order of example ids
 */
export function resultsOf(
  gate: Pick<PreparedGate, 'examples' | 'policy' | 'evaluators' | 'epochs' | 'humanLabels'>,
  evaluation: Evaluation,
  count: number,
): readonly ExampleResult[] {
  const { epochs, policy } = gate;
  const results: ExampleResult[] = [];
  const combining = [...gate.evaluators].flatMap(([objective, { combineEpochs }]) =>
    combineEpochs === undefined ? [] : [{ objective, combineEpochs }],
  );
  gate.examples.slice(0, count).forEach((example, order) => {
    const candidate = epochResults(evaluation.candidate.calls, order, epochs);
    const baseline =
      evaluation.baseline === null ? [] : epochResults(evaluation.baseline.calls, order, epochs);
    const wanted = evaluation.baseline === null ? 0 : epochs;
    if (candidate.length < epochs || baseline.length < wanted) return;
    results.push({
      exampleId: example.exampleId,
      order,
      input: example.input,
      expected: example.expected,
      slices: policy.slices
        .filter(({ definition }) => isInSlice(definition, example))
        .map(({ definition }) => definition.name),
      cluster: example.cluster,
      candidate,
      baseline,
      combined: Object.fromEntries(
        combining.map(({ objective, combineEpochs }) => [
          objective,
          {
            candidate: combined(candidate, objective, epochs, combineEpochs),
            baseline: baseline.length === 0 ? null : combined(baseline, objective, epochs, combineEpochs),
          },
        ]),
      ),
    });
  });
  const sorted = results.toSorted((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
  return withHumanLabels(sorted, gate.humanLabels, gate.examples.length);
}

function epochResults(
  calls: readonly (CallResult | null)[],
  example: number,
  epochs: number,
): readonly EpochResult[] {
  return calls.slice(example * epochs, (example + 1) * epochs).flatMap((result) =>
    result === null
      ? []
      : [
          {
            epoch: result.call.epoch,
            outcome: result.call.outcome,
            latencyMs: result.call.latencyMs,
            attempts: result.call.attempts,
            isCached: result.isCached,
            scores: result.scores,
          },
        ],
  );
}

function combined(
  results: readonly EpochResult[],
  objective: string,
  epochs: number,
  combine: NonNullable<Evaluator['combineEpochs']>,
): number | null {
  const scores = new Float64Array(epochs).fill(Number.NaN);
  for (const { epoch, scores: given } of results) {
    const score = given[objective];
    if (score?.kind === 'scored' && epoch < epochs) scores[epoch] = score.value;
  }
  const value = combine(scores);
  return Number.isNaN(value) ? null : value;
}
