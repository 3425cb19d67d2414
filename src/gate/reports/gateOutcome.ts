// What a gate run came to, in one word, one sentence and one exit code. Not why.
import type { GateRun } from '../../model/gateRun.ts';
import type { Verdict } from '../../model/judgement.ts';

export type Outcome = Verdict | 'ERROR' | 'CANCELLED' | 'RUNNING';

export interface GateOutcome {
  readonly outcome: Outcome;
  readonly sentence: string;
  /** 0 PASS, 1 FAIL, 2 INCONCLUSIVE, 4 could not run; null while it runs. Only PASS is 0. */
  readonly exitCode: 0 | 1 | 2 | 4 | null;
}

export function gateOutcome(run: GateRun): GateOutcome {
  switch (run.status) {
    case 'RUNNING':
      return {
        outcome: 'RUNNING',
        sentence: 'The gate is still running; nothing is decided.',
        exitCode: null,
      };
    case 'CANCELLED':
      return {
        outcome: 'CANCELLED',
        sentence: run.error?.message ?? 'The gate was cancelled before anything was decided.',
        exitCode: 4,
      };
    case 'ERROR':
      return couldNotRun(run.error);
    case 'DECIDED': {
      const { judgement, verdict } = run;
      // A decision without its grounds is none.
      if (judgement === null || verdict === null) return couldNotRun(null);
      const exitCode = { PASS: 0, FAIL: 1, INCONCLUSIVE: 2 } as const;
      return { outcome: verdict, sentence: judgement.headline, exitCode: exitCode[verdict] };
    }
  }
}

function couldNotRun(error: GateRun['error']): GateOutcome {
  const sentence =
    error === null
      ? 'The gate could not be carried out, and its record does not say why.'
      : `The gate could not be carried out: ${error.message}`;
  return { outcome: 'ERROR', sentence, exitCode: 4 };
}
