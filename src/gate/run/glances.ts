// Shows how a gate run stands from time to time: of whole examples in their order, a few times in all, deciding nothing.
import type { Evaluation } from '../../evals/runner/evaluation.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { GateObserver } from './gateObserver.ts';
import type { PreparedGate } from './gateRequest.ts';
import { judgeResults } from './judgeResults.ts';
import { resultsOf } from './resultsOf.ts';

/** Often enough to see where it goes, seldom enough to cost nothing beside the calls. */
const glancesInAll = 10;
/** Fewer say nothing at all. */
const leastExamples = 20;

/** @returns what to call whenever an example is finished */
export function glances(
  gate: PreparedGate,
  begun: GateRun,
  observer: GateObserver,
): (evaluation: Evaluation) => void {
  const { onPreview } = observer;
  const of = gate.examples.length;
  const step = Math.max(leastExamples, Math.ceil(of / glancesInAll));
  let next = step;
  if (onPreview === undefined) return () => undefined;
  return (evaluation) => {
    const examples = evaluation.completeExamples;
    if (examples < next || examples >= of) return;
    next = (Math.floor(examples / step) + 1) * step;
    const judgement = judgeResults({ ...begun, sequential: null }, resultsOf(gate, evaluation, examples));
    onPreview({ examples, of, judgement, isPlannedLook: false });
  };
}
