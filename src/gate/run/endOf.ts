// Why an evaluation that ended early has no verdict. An evaluation that came to its end, or to a look that decided, has one.
import type { Evaluation } from '../../evals/runner/evaluation.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { PreparedGate } from './gateRequest.ts';

/** @returns null when the results are to be judged */
export function endOf(
  evaluation: Evaluation,
  { examples, request }: Pick<PreparedGate, 'examples' | 'request'>,
): Pick<GateRun, 'status' | 'error'> | null {
  const far = `${evaluation.completeExamples} of ${examples.length} examples were finished and are kept`;
  const { costUsd, tokens, minutes } = request.file.budget;
  switch (evaluation.ended) {
    case 'complete':
    case 'stopped':
      return null;
    case 'budget':
      return error(
        'gate/budget-spent',
        `The budget of ${[costUsd === null ? '' : `${costUsd} USD`, tokens === null ? '' : `${tokens} tokens`].filter((part) => part !== '').join(' or ')} is spent; ${far}. Raise \`budget\` and run it again: only what is missing is asked.`,
      );
    case 'time':
      return error(
        'gate/time-spent',
        `The ${minutes ?? ''} minutes of the budget are over; ${far}. Run it again: only what is missing is asked.`,
      );
    case 'cancelled':
      return {
        status: 'CANCELLED',
        error: { code: 'gate/cancelled', message: `It was cancelled; ${far}.` },
      };
    case 'unusable':
      return error(
        evaluation.error?.code ?? 'target/unusable',
        `The target cannot be used, the first calls all failed alike: ${evaluation.error?.message ?? ''} ${evaluation.error?.remedy ?? ''}`.trim(),
      );
  }
}

function error(code: string, message: string): Pick<GateRun, 'status' | 'error'> {
  return { status: 'ERROR', error: { code, message } };
}
