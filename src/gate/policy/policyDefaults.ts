// What a gate file means where it says nothing. docs/gate.md names every one.
import type { Budget, RunnerSettings } from '../../evals/runner/runnerSettings.ts';
import type { StatisticsPolicy, Tier } from '../../model/gatePolicy.ts';
import type { TierFile } from './gateFile.ts';

export const defaultStatistics: StatisticsPolicy = {
  alpha: 0.05,
  criticalAlpha: 0.025,
  failAlpha: 0.05,
  sliceFdr: 0.1,
  target: 'super-population',
  missing: 'failure',
  mostMissing: 0.05,
  looks: 1,
  isClustered: true,
  pairing: 'auto',
};

/** Looks of a design that may stop early, at equal parts of the examples. */
export const sequentialLooks = 5;

const wholeFile: TierFile = {
  slice: null,
  limit: null,
  splits: null,
  objectives: null,
  epochs: null,
  dataset: null,
  statistics: {},
  decide: 'statistics',
};

/** A pull request has minutes and no budget for certainty: a few examples, free checks, each of which must hold. */
export const defaultTiers: { readonly [tier in Tier]: TierFile } = {
  pr: { ...wholeFile, limit: 10, objectives: 'deterministic', decide: 'all-pass' },
  merge: wholeFile,
  canary: wholeFile,
  production: wholeFile,
};

export const defaultBudget: Budget = { costUsd: null, tokens: null, minutes: null };

export const defaultRunner: RunnerSettings = {
  concurrency: 8,
  mostConcurrency: 64,
  timeoutMs: 60_000,
  mostAttempts: 5,
  callDeadlineMs: 300_000,
  mostOutputBytes: 10_000_000,
};

export const defaultSeed = 'assay';

/** A set this large can certify two points instead of five. */
const largeSet = 2000;

/**
 * The tolerated loss when a file names none.
 *
 * @param scale    of the evaluator
 * @param isCost   money has a narrower tolerance than time and counts
 * @param examples how many will be compared
 * @source design of the gate: 0.05 below 2,000 examples and 0.02 from there; ratios of 1.10, of 1.05 for cost
 */
export function defaultMargin(
  scale: 'binary' | 'score' | 'ratio',
  isCost: boolean,
  examples: number,
): number {
  if (scale === 'ratio') return isCost ? 0.05 : 0.1;
  return examples < largeSet ? 0.05 : 0.02;
}
