// What people said of the very outputs that a gate run has, for the correction of its judges. Not how a judge is measured beforehand.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { labelsOf } from '../../evals/judges/calibration/calibrateJudge.ts';
import { readLabels } from '../../evals/judges/calibration/readLabels.ts';
import type { Evaluator } from '../../evals/evaluator.ts';
import { judgeOptions } from '../../evals/judges/judgeOptions.ts';
import { pinOfIdentity, scaleOf } from '../../evals/judges/pinOf.ts';
import type { CalibrationLabel } from '../../model/calibration.ts';
import { AssayError } from '../../model/errors.ts';
import type { EpochResult, ExampleResult } from '../../model/gateRun.ts';
import { fisherExact } from '../../stats/fisherExact.ts';
import type { GateContext } from '../context.ts';
import { leastLabels } from '../judgement/humanEvidence.ts';

/** Labels of one objective, by example and output. */
export interface ObjectiveLabels {
  readonly objective: string;
  /** In [0, 1], on the judge's scale, by example id, then by the hash of the output. */
  readonly values: LabelValues;
  /** The gate file names them: they decide, however few they are. Labels of calibrations serve only where there are enough. */
  readonly isNamed: boolean;
}

export type LabelValues = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** By this p, labelled examples differ from the others in how often the versions answer differently, so that they are no random part. */
const notAtRandom = 0.001;

/**
 * The labels for the judges of a gate: of the file that the options name as `labels`, else of all calibrations of the same rubric and
 * scale, the newest first. Judges of pairs have none: their score is a comparison already.
 *
 * @throws AssayError `judge/invalid-labels` when a file that is named cannot be read
 */
export async function loadHumanLabels(
  { store }: Pick<GateContext, 'store'>,
  evaluators: ReadonlyMap<string, Evaluator>,
  folder: string,
): Promise<readonly ObjectiveLabels[]> {
  const loaded: ObjectiveLabels[] = [];
  for (const [objective, { identity }] of evaluators) {
    const pin = pinOfIdentity(identity);
    if (pin === null || identity.isPairwise) continue;
    const options = judgeOptions.parse(identity.options);
    const isNamed = options.labels !== null;
    const labels =
      options.labels === null
        ? await store.calibrations.labelsFor(pin.questionHash)
        : labelsOf(readLabels(bytesOf(options.labels, folder), scaleOf(options)));
    if (labels.length > 0) loaded.push({ objective, values: valuesOf(labels), isNamed });
  }
  return loaded;
}

/**
 * The results with what people said of them, to be stored: a recomputation reads it there. Pure.
 *
 * An objective is labelled in full or not at all. Labels of calibrations are left aside where they cover fewer than a hundred pairs
 * (of the whole run; at an early look, the share of them that is due). Labels that are no random part of the examples decide nothing:
 * where the gate file names them, every example counts as unlabelled, which leaves the objective undecided.
 *
 * @param results of the examples that are concluded
 * @param of      how many examples the whole run has
 */
export function withHumanLabels(
  results: readonly ExampleResult[],
  labels: readonly ObjectiveLabels[],
  of: number,
): readonly ExampleResult[] {
  const known = labels.flatMap((one) => {
    const found = results.map((result) => scoresOf(result, one.values));
    const pairs = found.filter(isPair).length;
    const isEnough = pairs * of >= leastLabels * results.length;
    if (one.isNamed) return [{ objective: one.objective, found: isAtRandom(results, found) ? found : null }];
    return isEnough && isAtRandom(results, found) ? [{ objective: one.objective, found }] : [];
  });
  if (known.length === 0) return results;
  return results.map((result, i) => ({
    ...result,
    human: Object.fromEntries(known.map(({ objective, found }) => [objective, found?.[i] ?? nobody])),
  }));
}

interface HumanScores {
  readonly candidate: number | null;
  readonly baseline: number | null;
}

const nobody: HumanScores = { candidate: null, baseline: null };

function isPair({ candidate, baseline }: HumanScores): boolean {
  return candidate !== null && baseline !== null;
}

function scoresOf({ exampleId, candidate, baseline }: ExampleResult, values: LabelValues): HumanScores {
  const known = values.get(exampleId);
  if (known === undefined) return nobody;
  return {
    candidate: meanOf(candidate, known),
    baseline: meanOf(baseline, known),
  };
}

/** The mean over epochs; null unless every epoch's output is labelled. */
function meanOf(epochs: readonly EpochResult[], values: ReadonlyMap<string, number>): number | null {
  let sum = 0;
  for (const { outcome } of epochs) {
    if (outcome.kind === 'error') return null;
    const value = values.get(canonicalHash(outcome.answer.output));
    if (value === undefined) return null;
    sum += value;
  }
  return epochs.length === 0 ? null : sum / epochs.length;
}

/**
 * Labels found by content favour answers that did not change, which are the ones a difference does not show in. Where labelled and
 * unlabelled examples differ in the share of changed answers, the labels cannot stand for the rest.
 */
function isAtRandom(results: readonly ExampleResult[], found: readonly HumanScores[]): boolean {
  const counts = { labelled: 0, labelledChanged: 0, others: 0, othersChanged: 0 };
  results.forEach((result, i) => {
    const isChanged = outputsOf(result.candidate) !== outputsOf(result.baseline);
    const scores = found[i];
    if (scores !== undefined && isPair(scores)) {
      counts.labelled++;
      if (isChanged) counts.labelledChanged++;
    } else {
      counts.others++;
      if (isChanged) counts.othersChanged++;
    }
  });
  if (counts.labelled === 0 || counts.others === 0) return true;
  const { labelled, labelledChanged, others, othersChanged } = counts;
  return fisherExact(labelledChanged, labelled, othersChanged, others) >= notAtRandom;
}

function outputsOf(epochs: readonly EpochResult[]): string {
  return epochs
    .map(({ outcome }) => (outcome.kind === 'error' ? 'error' : canonicalHash(outcome.answer.output)))
    .sort()
    .join(' ');
}

function valuesOf(labels: readonly CalibrationLabel[]): LabelValues {
  const values = new Map<string, Map<string, number>>();
  for (const { exampleId, outputHash, value } of labels) {
    const known = values.get(exampleId) ?? new Map<string, number>();
    if (!known.has(outputHash)) known.set(outputHash, value);
    values.set(exampleId, known);
  }
  return values;
}

function bytesOf(path: string, folder: string): Uint8Array {
  try {
    return readFileSync(resolve(folder, path));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('judge/invalid-labels', `The labels ${path} cannot be read: ${reason}`);
  }
}
