// Makes a test fail unless the verdict is PASS. Not a matcher: it works in every runner.
import type { EvalRun } from './evalRun.ts';
import { formatVerdict } from './formatVerdict.ts';

/** @throws Error with the whole report as its message when the verdict is FAIL, INCONCLUSIVE or missing */
export function assertPass(run: EvalRun): void {
  if (run.verdict !== 'PASS') throw new Error(formatVerdict(run));
}
