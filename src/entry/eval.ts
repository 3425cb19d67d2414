// What `assay/eval` offers to programs and test runners. Not the command line.
export { assertPass } from './assertPass.ts';
export { type EvalRun } from './evalRun.ts';
export { formatVerdict, type VerdictFormat } from './formatVerdict.ts';
export { runEval, type RunEvalOptions } from './runEval.ts';
