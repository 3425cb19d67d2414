// What would settle an undecided check, in words: more examples, a wider tolerance, more epochs. It decides nothing.
import type { ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { Check } from '../../model/judgement.ts';
import { epochVariance, predictedSe } from '../../stats/epochVariance.ts';
import { moreExamples } from '../../stats/moreExamples.ts';
import type { Alignment } from './alignArms.ts';
import { plannedPower } from './draftCheck.ts';
import * as words from './words.ts';

export interface UnsettledCheck {
  readonly check: Check;
  readonly objective: ObjectivePolicy;
  readonly alignment: Alignment;
}

/** Lines that begin with the name of the objective; empty when numbers cannot help (a judge without calibration). */
export function settleLines({ check, alignment }: UnsettledCheck): string[] {
  const lines = check.reasons.flatMap(({ code }) => remedies[code] ?? []);
  if (check.clusters !== null && check.reasons.some(({ code }) => code === 'n<n_min')) {
    lines.push('Examples of one cluster can collapse together: add examples from other clusters.');
  }
  const isNumeric = check.reasons.every(({ code }) => numericCodes.has(code));
  const numeric = isNumeric ? numericLines(check, alignment) : [];
  return [...lines, ...numeric].map((line) => `${check.objective}: ${line}`);
}

/** Reasons that more or other numbers settle; beside any other, sample sizes would promise too much. */
const numericCodes = new Set([
  'n<2',
  'n<n_min',
  'cannot-rule-out-loss',
  'floor-not-shown',
  'gain-not-shown',
  'ceiling-not-shown',
  'catastrophe-not-shown',
]);

const remedies: { readonly [code: string]: string } = {
  'missing-data': 'Run the missing examples again; their errors are kept with the run.',
  'missing>limit':
    'Mend what made the results missing and run them again; what was answered is not asked again.',
  'too-few-clusters': 'Add examples from other clusters; more examples of the same ones do not help.',
  'judge-uncalibrated': 'Calibrate the judge against human labels.',
  'too-few-labels': 'Label more pairs, both arms of each.',
  'epochs-needed': 'Run at least two epochs, or judge for examples like these (target super-population).',
  'no-baseline': 'Name a baseline, or remove the margin.',
  'zero-variance':
    'Nothing varies: check that the candidate really differs from the baseline and the scores are not constant.',
  'monte-carlo': 'The result lies on the boundary; more examples move it off.',
};

function numericLines(check: Check, alignment: Alignment): string[] {
  const lines: string[] = [];
  const { scale } = alignment.objective;
  const sign = alignment.objective.direction === 'higher-is-better' ? 1 : -1;
  const chance = words.percent(plannedPower);
  const total = (more: number): string => `${more + check.pairs} in total`;
  const noun = (more: number): string => words.counted(more, 'more example');
  const isGuarded = check.reasons.some(({ code }) => code === 'n<2' || code === 'n<n_min');
  if (isGuarded && check.nMore === null && check.nMin !== null) {
    lines.push(`At least ${check.nMin} examples are needed before anything can be shown.`);
  }
  const { noChange = null, asObserved = null } = check.nMore ?? {};
  if (noChange !== null && noChange > 0) {
    lines.push(
      `If there is truly no change, ${noun(noChange)} give${noChange === 1 ? 's' : ''} an ${chance} chance of PASS (${total(noChange)}).`,
    );
  } else if (noChange === 0) {
    lines.push(
      `If there is truly no change, a fresh set of ${check.pairs} would have an ${chance} chance of PASS.`,
    );
  }
  if (check.kind === 'non-inferiority' || check.kind === 'aggregate') {
    if (asObserved !== null && check.estimate !== null && check.estimate < 0) {
      lines.push(
        `If ${words.difference(check.estimate, scale, sign)} is the truth, ${noun(asObserved)} (${total(asObserved)}).`,
      );
    } else if (check.nMore !== null && asObserved === null) {
      const confirm = totalToConfirm(check);
      lines.push(
        `The observed loss is at or beyond the tolerance: collect more only to confirm a regression${confirm === null ? '' : ` (about ${confirm} in total)`}.`,
      );
    }
    if (check.certifiableMargin !== null) {
      lines.push(
        `Smallest tolerance certifiable with these ${check.pairs}: ${words.tolerance(check.certifiableMargin, scale)}.`,
      );
    }
    lines.push(...epochLines(check, alignment));
  } else if (asObserved !== null && asObserved > 0) {
    lines.push(`If the observed level is the truth, ${noun(asObserved)} (${total(asObserved)}).`);
  }
  return lines;
}

/** `(z_{1−α} + z_{power})² n SE² / Δ̂²`, from the certifiable margin's own factor. */
function totalToConfirm({ pairs, se, estimate, alpha }: Check): number | null {
  if (se === null || se === 0 || estimate === null || !(estimate < 0)) return null;
  return (
    moreExamples({
      n: pairs,
      standardError: se,
      observedDifference: estimate,
      margin: -estimate,
      alpha,
      power: plannedPower,
    }).totalToConfirmRegression ?? null
  );
}

/** More repeats of the same examples shrink the noise of repeating, never that between examples. */
function epochLines(check: Check, { objective, epochs, complete }: Alignment): string[] {
  const { baseline } = objective;
  if (epochs < 2 || baseline === null || objective.scale === 'ratio' || check.clusters !== null) return [];
  const repeats: number[][] = [];
  for (let i = 0; i < complete.candidate.length; i++) {
    const differences: number[] = [];
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      const difference = (objective.candidate.values[at] ?? Number.NaN) - (baseline.values[at] ?? Number.NaN);
      if (!Number.isNaN(difference)) differences.push(difference);
    }
    if (differences.length === epochs) repeats.push(differences);
  }
  const variance = epochVariance(repeats);
  const { withinVariance, betweenVariance } = variance;
  const now = predictedSe(variance, epochs);
  const then = predictedSe(variance, 2 * epochs);
  if (now === undefined || then === undefined || !(now > 0) || withinVariance === undefined) return [];
  const cut = 1 - then / now;
  if (cut < 0.05) return ['More epochs would not help: the spread lies between the examples.'];
  const share =
    betweenVariance === undefined || betweenVariance === 0
      ? ''
      : ` (σ²w/ω² = ${(withinVariance / betweenVariance).toFixed(1)})`;
  return [
    `Cheaper: ${2 * epochs} epochs an example cut the standard error by ${words.percent(cut)}${share}.`,
  ];
}
